// The type of one file of rate-limiter-flexible. The package's entry also loads its cluster and database limiters, which
// need Node; this file needs no runtime in particular.
declare module 'rate-limiter-flexible/lib/RateLimiterMemory.js' {
  import { RateLimiterMemory } from 'rate-limiter-flexible';
  export default RateLimiterMemory;
}
