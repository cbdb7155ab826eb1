// The icons, drawn from lucide's geometry as templates with one stroke width; decoration only, names are given elsewhere.

import { html, svg, type SVGTemplateResult } from 'lit';
import Headphones from 'lucide/dist/esm/icons/headphones.mjs';
import HeadphoneOff from 'lucide/dist/esm/icons/headphone-off.mjs';
import Mic from 'lucide/dist/esm/icons/mic.mjs';
import MicOff from 'lucide/dist/esm/icons/mic-off.mjs';
import Settings from 'lucide/dist/esm/icons/settings-2.mjs';
import PhoneOff from 'lucide/dist/esm/icons/phone-off.mjs';
import TriangleAlert from 'lucide/dist/esm/icons/triangle-alert.mjs';
import X from 'lucide/dist/esm/icons/x.mjs';
import Volume from 'lucide/dist/esm/icons/volume-2.mjs';
import VolumeOff from 'lucide/dist/esm/icons/volume-off.mjs';
import Ellipsis from 'lucide/dist/esm/icons/ellipsis.mjs';
import WifiHigh from 'lucide/dist/esm/icons/wifi-high.mjs';
import WifiOff from 'lucide/dist/esm/icons/wifi-off.mjs';

type IconNode = typeof Mic;

const shape = ([tag, given]: IconNode[number]): SVGTemplateResult => {
  switch (tag) {
    case 'rect':
      return svg`<rect
        x=${given['x'] ?? 0}
        y=${given['y'] ?? 0}
        width=${given['width'] ?? 0}
        height=${given['height'] ?? 0}
        rx=${given['rx'] ?? 0}
      ></rect>`;
    case 'circle':
      return svg`<circle cx=${given['cx'] ?? 0} cy=${given['cy'] ?? 0} r=${given['r'] ?? 0}></circle>`;
    case 'path':
      return svg`<path d=${given['d'] ?? ''}></path>`;
    default:
      throw new Error(`icons of <${tag}> are not drawn`);
  }
};

const icon = (node: IconNode) => {
  const shapes = node.map(shape);
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shapes}</svg>`;
};

/** Every icon that the element shows. */
export const icons = {
  microphone: icon(Mic),
  microphoneOff: icon(MicOff),
  headphones: icon(Headphones),
  headphonesOff: icon(HeadphoneOff),
  settings: icon(Settings),
  close: icon(X),
  leave: icon(PhoneOff),
  channel: icon(Volume),
  warning: icon(TriangleAlert),
  weak: icon(WifiHigh),
  lost: icon(WifiOff),
  mutedForMe: icon(VolumeOff),
  options: icon(Ellipsis),
} as const;
