// The error for a port that somebody else has; it knows neither who that is nor what the port was for.

/** A port that was asked for by number is taken. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
  /** The same code as Node's own error. */
  readonly code = 'EADDRINUSE';
  readonly port: number;

  constructor(port: number) {
    super(`port ${port} is already in use`);
    this.port = port;
  }
}
