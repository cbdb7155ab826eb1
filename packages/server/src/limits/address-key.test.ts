// Which addresses are counted as one.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressKey } from './address-key.ts';

describe('an address', () => {
  it('counts an IPv6 network of 64 bits as one, and IPv4 in its mapped form as itself', () => {
    assert.equal(addressKey('2001:db8:1:2::5'), addressKey('2001:0DB8:1:2:a:b:c:d'));
    assert.notEqual(addressKey('2001:db8:1:2::5'), addressKey('2001:db8:1:3::5'));
    assert.equal(addressKey('::ffff:192.0.2.1'), addressKey('192.0.2.1'));
    assert.notEqual(addressKey('192.0.2.1'), addressKey('192.0.2.2'));
    for (const mapped of ['::ffff:c000:201', '0:0:0:0:0:ffff:192.0.2.1', '::FFFF:192.0.2.1'])
      assert.equal(addressKey(mapped), '192.0.2.1', mapped);
    assert.equal(addressKey('::1'), '0:0:0:0::/64');
    assert.equal(addressKey('fe80::1%eth0'), 'fe80:0:0:0::/64');
  });

  it('is the same whatever port a proxy writes beside it', () => {
    for (const address of ['192.0.2.1', '[2001:db8:1:2::5]', '[::ffff:192.0.2.1]'])
      assert.equal(addressKey(`${address}:4711`), addressKey(address));
    assert.equal(addressKey('192.0.2.1:80'), '192.0.2.1');
    assert.equal(addressKey('[2001:db8:1:2::5]:80'), addressKey('2001:db8:1:2::5'));
    assert.notEqual(addressKey('192.0.2.1:80'), addressKey('192.0.2.2:80'));
  });
});
