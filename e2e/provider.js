// A certified identity provider (oidc-provider) on a free port, with people we make up.
import { createServer } from 'node:http';
import { generateKeyPairSync, sign } from 'node:crypto';
import Provider from 'oidc-provider';

export const CALLBACK = '/logga-in';

/** A P-256 key that signs: its JWK with the private part, and the key itself. */
export function signingKey(kid) {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const about = { kid, use: 'sig', alg: 'ES256' };
  return {
    privateKey,
    jwk: { ...privateKey.export({ format: 'jwk' }), ...about },
    publicJwk: { ...publicKey.export({ format: 'jwk' }), ...about },
    pem: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  };
}

const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
export const decode = (token, part = 1) => JSON.parse(Buffer.from(token.split('.')[part], 'base64url'));

/** A token signed as the provider signs. */
export function signed(key, claims, header = {}) {
  const input = `${encode({ alg: 'ES256', kid: key.jwk.kid, ...header })}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(input), { key: key.privateKey, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

export const unsigned = (claims) => `${encode({ alg: 'none' })}.${encode(claims)}.`;

/**
 * Listens at once; `open` begins to answer, with these keys, and may be called again to change
 * them. `people` are claims by subject. What `desk.forge` makes of an ID token is what is sent.
 */
export async function startProvider(people) {
  let answer = (_, response) => { response.statusCode = 503; response.end(); };
  const server = createServer((request, response) => answer(request, response));
  await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const desk = { forge: (token) => token };

  function open(keys, client) {
    const provider = new Provider(issuer, {
      clients: [{
        client_id: 'samverk',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        id_token_signed_response_alg: 'ES256',
        ...client,
      }],
      jwks: { keys: keys.map((key) => key.jwk) },
      pkce: { required: () => true },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
      findAccount: (_, id) => people[id] && ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
      cookies: { keys: ['only for tests'] },
    });
    provider.use(async (ctx, next) => {
      await next();
      if (ctx.oidc?.route === 'token' && ctx.body?.id_token) ctx.body.id_token = desk.forge(ctx.body.id_token);
    });
    answer = provider.callback();
  }

  const stop = () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections(); });
  return { issuer, desk, open, stop };
}
