// The ring neither flickers nor lags.

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SpeakingDetector } from './speaking.ts';

describe('who is speaking', () => {
  it('begins with the first loud reading', () => {
    assert.equal(new SpeakingDetector().feed('ada', 0.1, 0), true);
  });

  it('does not begin with noise', () => {
    assert.equal(new SpeakingDetector().feed('ada', 0.015, 0), false);
  });

  it('lasts through the pause between two words and ends after a longer one', () => {
    const detector = new SpeakingDetector();
    detector.feed('ada', 0.1, 0);
    assert.equal(detector.feed('ada', 0, 200), true);
    assert.equal(detector.feed('ada', 0.1, 300), true);
    assert.equal(detector.feed('ada', 0, 600), true);
    assert.equal(detector.feed('ada', 0, 700), false);
  });

  it('lasts at a loudness that would not have begun it', () => {
    const detector = new SpeakingDetector();
    detector.feed('ada', 0.1, 0);
    assert.equal(detector.feed('ada', 0.015, 1000), true);
  });

  it('keeps people apart, and forgets who is dropped', () => {
    const detector = new SpeakingDetector();
    detector.feed('ada', 0.1, 0);
    assert.equal(detector.has('bob'), false);
    detector.drop('ada');
    assert.equal(detector.has('ada'), false);
  });
});
