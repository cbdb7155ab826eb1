// Keeps every peer connection of the page in reach, so that a test can measure what it received; it changes none of them.
{
  const connections = new Set();
  const Original = window.RTCPeerConnection;
  window.RTCPeerConnection = class extends Original {
    constructor(...args) {
      super(...args);
      connections.add(this);
    }
  };

  /**
   * How many peer connections reach, or try to reach, somebody. One that was made for a join that never got an answer stays
   * `new`: it has no socket, and goes with the garbage.
   */
  window.openConnections = () =>
    [...connections].filter(({ connectionState }) => !['new', 'closed'].includes(connectionState)).length;

  /** Energy of all sound received so far, as WebRTC's statistics count it. */
  window.receivedEnergy = async () => {
    let energy = 0;
    for (const connection of connections) {
      if (connection.connectionState === 'closed') continue;
      for (const stats of (await connection.getStats()).values()) {
        if (stats.type === 'inbound-rtp' && stats.kind === 'audio') energy += stats.totalAudioEnergy ?? 0;
      }
    }
    return energy;
  };

  /** Every microphone capture of the page, to see that none outlives its call. */
  const captures = [];
  const media = navigator.mediaDevices;
  if (media) {
    const original = media.getUserMedia.bind(media);
    media.getUserMedia = async (constraints) => {
      const stream = await original(constraints);
      captures.push(...stream.getTracks());
      return stream;
    };
  }
  window.captureCount = () => captures.length;
  window.liveCaptures = () => captures.filter((track) => track.readyState === 'live').length;
}
