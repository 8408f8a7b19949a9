// The certified OpenID client of npm signs in, refreshes and revokes: node openid_client.mjs ISSUER APP_ID SECRET
import assert from "node:assert";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// Modules are not looked up in NODE_PATH.
const file = join(process.env.NODE_PATH, "openid-client", "build", "index.js");
const client = await import(pathToFileURL(file).href);
const [issuer, appId, secret] = process.argv.slice(2);
const redirectUri = "http://127.0.0.1/callback";

const options = { execute: [client.allowInsecureRequests] };
const authentication = secret ? client.ClientSecretBasic(secret) : client.None();
const config = await client.discovery(new URL(issuer), appId, undefined, authentication, options);
// Else it trusts an ID token that comes over TLS.
client.enableNonRepudiationChecks(config);

const pkceCodeVerifier = client.randomPKCECodeVerifier();
const checks = { pkceCodeVerifier, expectedState: client.randomState(), expectedNonce: client.randomNonce() };
const url = client.buildAuthorizationUrl(config, {
  redirect_uri: redirectUri,
  scope: "openid email offline_access",
  prompt: "consent",
  login_hint: "bob",
  state: checks.expectedState,
  nonce: checks.expectedNonce,
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: "S256",
});
const redirected = await fetch(url, { redirect: "manual" });
const location = new URL(redirected.headers.get("location"));
const first = await client.authorizationCodeGrant(config, location, checks);
const { sub } = first.claims();
const userInfo = await client.fetchUserInfo(config, first.access_token, sub);

const second = await client.refreshTokenGrant(config, first.refresh_token);
assert.strictEqual(second.claims().sub, sub);
const active = async (token) => (await client.tokenIntrospection(config, token)).active;
assert.strictEqual(await active(second.access_token), true);
await client.tokenRevocation(config, second.refresh_token);
assert.strictEqual(await active(second.access_token), false);
await assert.rejects(client.refreshTokenGrant(config, second.refresh_token), { error: "invalid_grant" });

console.log(JSON.stringify({ sub, email: userInfo.email }));
