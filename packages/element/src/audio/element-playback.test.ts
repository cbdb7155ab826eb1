// Playback in the real browser, with a tone in place of a person.

import { expect } from 'chai';
import { eventually } from '../testing/eventually.ts';
import { ElementPlayback } from './element-playback.ts';

describe('playback', () => {
  let context: AudioContext;
  let elements: HTMLAudioElement[];
  const originalPlay = HTMLMediaElement.prototype.play;

  const tone = (): MediaStreamTrack => {
    const oscillator = context.createOscillator();
    const destination = context.createMediaStreamDestination();
    oscillator.connect(destination);
    oscillator.start();
    return destination.stream.getAudioTracks()[0] as MediaStreamTrack;
  };

  beforeEach(() => {
    context = new AudioContext();
    elements = [];
    HTMLMediaElement.prototype.play = function play() {
      if (!elements.includes(this)) elements.push(this);
      return originalPlay.call(this);
    };
  });
  afterEach(async () => {
    HTMLMediaElement.prototype.play = originalPlay;
    await context.close();
  });

  const playing = () => elements.filter((element) => !element.paused && !element.muted);

  it('plays exactly the tracks that it is given', async () => {
    const playback = new ElementPlayback(() => undefined);
    const [ada, bob] = [tone(), tone()];
    playback.set(
      new Map([
        ['ada', ada],
        ['bob', bob],
      ]),
    );
    await eventually(() => expect(playing()).to.have.length(2));
    await eventually(() => expect(elements[0]?.currentTime).to.be.greaterThan(0));
    playback.set(new Map([['bob', bob]]));
    expect(playing()).to.have.length(1);
    expect(elements.filter((element) => element.srcObject === null)).to.have.length(1);
    playback.close();
    expect(playing()).to.have.length(0);
  });

  it('does not start a person again who is playing', async () => {
    const playback = new ElementPlayback(() => undefined);
    const track = tone();
    playback.set(new Map([['ada', track]]));
    playback.set(new Map([['ada', track]]));
    await eventually(() => expect(playing()).to.have.length(1));
    expect(elements).to.have.length(1);
    playback.close();
  });

  it('deafened is silent, for people who come later too', async () => {
    const playback = new ElementPlayback(() => undefined);
    playback.set(new Map([['ada', tone()]]));
    await eventually(() => expect(playing()).to.have.length(1));
    playback.setDeafened(true);
    playback.set(new Map([['bob', tone()]]));
    await eventually(() => expect(elements).to.have.length(2));
    expect(playing()).to.have.length(0);
    playback.setDeafened(false);
    await eventually(() => expect(playing()).to.have.length(1));
    playback.close();
  });

  it('keeps a volume for somebody who is not there yet, and never gives an element more than it takes', async () => {
    const playback = new ElementPlayback(() => undefined);
    playback.setVolume('ada', 0.25);
    playback.set(new Map([['ada', tone()]]));
    await eventually(() => expect(elements[0]?.volume).to.equal(0.25));
    playback.setVolume('ada', 2);
    expect(elements[0]).to.include({ volume: 1, muted: true });
    playback.setVolume('ada', 1);
    expect(elements[0]).to.include({ volume: 1, muted: false });
    playback.close();
  });

  it('says that the browser wants a gesture, and no more once it has one', async () => {
    let changes = 0;
    HTMLMediaElement.prototype.play = () => Promise.reject(new DOMException('no gesture', 'NotAllowedError'));
    const playback = new ElementPlayback(() => (changes += 1) as unknown as undefined);
    playback.set(new Map([['ada', tone()]]));
    await eventually(() => expect(playback.blocked).to.equal(true));
    expect(changes).to.equal(1);
    HTMLMediaElement.prototype.play = originalPlay;
    await playback.start();
    expect(playback.blocked).to.equal(false);
    playback.close();
  });
});
