import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isPublicAddress } from './public-address.ts'

/** The first and the last address of every range that is set aside (RFC 6890 and its successors), and what is spoken of a cloud's insides. */
const SET_ASIDE: Record<string, readonly string[]> = {
  'this network': ['0.0.0.0', '0.255.255.255'],
  'private': ['10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.0', '192.168.255.255'],
  'behind a carrier': ['100.64.0.0', '100.100.100.200', '100.127.255.255'],
  'loopback': ['127.0.0.0', '127.0.0.1', '127.255.255.255', '::1'],
  'link-local and metadata': ['169.254.0.0', '169.254.169.254', '169.254.170.2', '169.254.255.255', '168.63.129.16', 'fe80::', 'fe80::1%eth0', 'febf:ffff::', 'fd00:ec2::254'],
  'protocols': ['192.0.0.0', '192.0.0.192', '192.0.0.255', '192.88.99.0', '192.88.99.255', '2001:1::1', '2001:5::1', '2001:1ff:ffff::'],
  'documentation': ['192.0.2.0', '192.0.2.255', '198.51.100.0', '198.51.100.255', '203.0.113.0', '203.0.113.255', '2001:db8::', '2001:db8:ffff::', '3fff::', '3fff:fff:ffff::'],
  'benchmarks': ['198.18.0.0', '198.19.255.255', '2001:2::', '2001:2:0:ffff::'],
  'many at once, and what is reserved': ['224.0.0.0', '239.255.255.255', '240.0.0.0', '255.255.255.254', '255.255.255.255', 'ff02::1', 'ffff::'],
  'unspecified': ['::'],
  'local IPv6': ['fc00::', 'fdff:ffff::', 'fec0::', 'feff::'],
  'outside of what is given out': ['100::', '100:0:0:1::', '1fff:ffff::', '4000::', '5f00::', 'e000::'],
  'IPv4 within IPv6': ['::127.0.0.1', '::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:169.254.169.254', '::ffff:10.0.0.1', '::ffff:0:127.0.0.1', '::ffff:0:8.8.8.8'],
  'tunnels and translators': ['64:ff9b::7f00:1', '64:ff9b::808:808', '64:ff9b:1::a00:1', '2002:7f00:1::', '2002:808:808::', '2001::', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  'no address': ['', 'localhost', 'news.example', '1.2.3', '010.0.0.1', '256.1.1.1', '1.2.3.4.5', '[::1]', '::g'],
}

for (const [name, addresses] of Object.entries(SET_ASIDE)) {
  test(`not public: ${name}`, () => assert.deepEqual(addresses.filter(isPublicAddress), []))
}

test('public: what lies right beside them', () => {
  const beside = [
    '1.0.0.0', '9.255.255.255', '11.0.0.0', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.0', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0',
    '192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255', '168.63.129.15', '::ffff:8.8.8.8', '2001:200::', '2001:db7::', '2003::', '2606:4700::1111', '3ffe::',
  ]
  assert.deepEqual(beside.filter((address) => !isPublicAddress(address)), [])
})

test('an IPv4 address is judged the same inside an IPv6 one', () => {
  fc.assert(fc.property(fc.ipV4(), (address) => {
    assert.equal(isPublicAddress(`::ffff:${address}`), isPublicAddress(address))
    const [a, b, c, d] = address.split('.').map(Number) as [number, number, number, number]
    for (const tunnel of ['2002:', '64:ff9b::']) assert.equal(isPublicAddress(`${tunnel}${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}${tunnel === '2002:' ? '::' : ''}`), false)
  }))
})
