// The configuration of one LiveKit development server as data; it reads no environment and writes no file.

/** Limits of every room, by LiveKit's own names. */
export interface RoomSettings {
  readonly max_participants?: number;
  /** Seconds that a room stays after the last person left. */
  readonly departure_timeout?: number;
  /** Seconds that a room nobody entered stays. */
  readonly empty_timeout?: number;
}

/** What `livekitConfig` needs to know. */
export interface LiveKitSettings {
  /** The port for signalling: HTTP and WebSocket, on loopback only. */
  readonly port: number;
  /** The port for media over TCP, on every address of the machine; 0 for none. */
  readonly tcpPort: number;
  /** The port for media over UDP, at `nodeIp` only. */
  readonly udpPort: number;
  /** The IPv4 address at which browsers reach the media. */
  readonly nodeIp: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly room?: RoomSettings | undefined;
}

/** The configuration file's content. JSON is YAML, so no YAML writer is needed. */
export function livekitConfig(settings: LiveKitSettings): string {
  return JSON.stringify({
    port: settings.port,
    bind_addresses: ['127.0.0.1'],
    keys: { [settings.apiKey]: settings.apiSecret },
    rtc: {
      // Unset, this is 7881, and the server ends where somebody else has that port.
      tcp_port: settings.tcpPort,
      udp_port: settings.udpPort,
      use_external_ip: false,
      node_ip: settings.nodeIp,
      enable_loopback_candidate: settings.nodeIp.startsWith('127.'),
      // One media socket, at the address that browsers are told. With one socket for each interface the server may
      // answer from another than the one it advertised, and then no call ever connects.
      ips: { includes: [`${settings.nodeIp}/32`] },
    },
    ...(settings.room ? { room: settings.room } : {}),
    logging: { level: 'info', json: true },
  });
}
