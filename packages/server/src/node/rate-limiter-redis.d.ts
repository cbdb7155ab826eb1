// The type of one file of rate-limiter-flexible. The package's entry also loads the limiters of every other store.
declare module 'rate-limiter-flexible/lib/RateLimiterRedis.js' {
  import { RateLimiterRedis } from 'rate-limiter-flexible';
  export default RateLimiterRedis;
}
