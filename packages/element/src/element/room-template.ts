// The room as a whole: header, bars, stage, controls, footer.

import { html, type TemplateResult } from 'lit';

import { controlsTemplate } from './controls-template.ts';
import { headerTemplate } from './header-template.ts';
import { noticeTemplate } from './notice-template.ts';
import { stageTemplate } from './stage-template.ts';
import type { View } from './view.ts';

/** Everything inside the element. */
export const roomTemplate = (view: View): TemplateResult => html`
  <div class="base" part="base" tabindex="-1">
    ${headerTemplate(view)}
    <div class="notices">${noticeTemplate(view)}</div>
    ${stageTemplate(view)} ${controlsTemplate(view)}
    <slot name="footer"></slot>
  </div>
`;
