-- What wrk sends: token requests that rotate through a file, so that no cache of whole tokens can help.
-- Arguments: the file, then the number that the first slot is filled with. Each line of the file holds, parted by tabs:
-- the position of a slot of 12 characters in the token (0 for none), the channel, and the token. A slot is filled with
-- nine digits in base64url, other ones each time, so that one line is a new token in every request.

local lines, ready, turn, count = {}, {}, 0, 0
local digits = {}

local alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
local function letter(index) return alphabet:sub(index + 1, index + 1) end

local function encode(text)
  local a, b, c = text:byte(1, 3)
  local bits = a * 65536 + b * 256 + c
  return letter(math.floor(bits / 262144)) .. letter(math.floor(bits / 4096) % 64)
    .. letter(math.floor(bits / 64) % 64) .. letter(bits % 64)
end

local function format(channel, token)
  wrk.headers['Authorization'] = 'Bearer ' .. token
  return wrk.format('POST', nil, nil, '{"channel_id":"' .. channel .. '"}')
end

function init(args)
  count = tonumber(args[2] or '0')
  wrk.headers['Content-Type'] = 'application/json'
  for i = 0, 999 do digits[i] = encode(string.format('%03d', i)) end
  for line in io.lines(args[1]) do
    local slot, channel, token = line:match('^(%d+)\t([^\t]*)\t(.*)$')
    slot = tonumber(slot)
    local text = format(channel, token)
    if slot == 0 then
      ready[#ready + 1] = text
      lines[#ready] = false
    else
      local start = text:find(token, 1, true) + slot
      ready[#ready + 1] = text:sub(1, start - 1)
      lines[#ready] = text:sub(start + 12)
    end
  end
end

function request()
  turn = turn % #ready + 1
  local rest = lines[turn]
  if not rest then return ready[turn] end
  count = (count + 1) % 1000000000
  local high, middle, low = math.floor(count / 1000000), math.floor(count / 1000) % 1000, count % 1000
  return ready[turn] .. digits[high] .. digits[middle] .. digits[low] .. rest
end

function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"requests":%d,"micros":%d,"refused":%d,"broken":%d,"p50":%d,"p99":%d}\n',
    summary.requests, summary.duration, errors.status,
    errors.connect + errors.read + errors.write + errors.timeout,
    latency:percentile(50), latency:percentile(99)))
end
