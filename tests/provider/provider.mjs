// The certified OpenID provider of npm, at a free port: node provider.mjs CLIENTS, a JSON array of client metadata.
// Whoever comes is signed in as the account of `login_hint` and agrees to everything; `nobody` refuses to sign in. The ID
// tokens of the client `tampered` are changed on their way.
import { generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import Koa from "koa";
import mount from "koa-mount";
import Provider from "oidc-provider";

const PREFIX = "/oidc"; // where the library looks for it
const SIGN_IN = "/sign-in/";

const server = createServer().listen(0, "127.0.0.1");
await once(server, "listening");
const origin = `http://127.0.0.1:${server.address().port}`;
const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });

const provider = new Provider(origin + PREFIX, {
  claims: { email: ["email", "email_verified"], phone: ["phone_number"], profile: ["name"] },
  clients: JSON.parse(process.argv[2]),
  clockTolerance: 0,
  cookies: { keys: [randomUUID()] },
  features: { devInteractions: { enabled: false }, revocation: { enabled: true } },
  findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: `${id}@example.com` }) }),
  interactions: { url: (_, interaction) => SIGN_IN + interaction.uid },
  jwks: { keys: [{ ...privateKey.export({ format: "jwk" }), alg: "RS256", use: "sig" }] },
});

async function consent({ grantId, params, prompt, session }) {
  const whose = { accountId: session.accountId, clientId: params.client_id };
  const grant = grantId ? await provider.Grant.find(grantId) : new provider.Grant(whose);
  grant.addOIDCScope(prompt.details.missingOIDCScope?.join(" ") ?? "");
  return { consent: { grantId: await grant.save() } };
}

async function signIn(ctx, next) {
  if (!ctx.path.startsWith(SIGN_IN)) return next();
  const interaction = await provider.interactionDetails(ctx.req, ctx.res);
  const accountId = interaction.params.login_hint;
  const login = accountId === "nobody" ? { error: "access_denied" } : { login: { accountId } };
  const result = interaction.prompt.name === "login" ? login : await consent(interaction);
  ctx.redirect(await provider.interactionResult(ctx.req, ctx.res, result));
}

async function tamper(ctx, next) {
  await next();
  if (ctx.oidc?.client?.clientId !== "tampered" || !ctx.body?.id_token) return;
  const [header, payload, signature] = ctx.body.id_token.split(".");
  const claims = JSON.parse(Buffer.from(payload, "base64url"));
  const changed = Buffer.from(JSON.stringify({ ...claims, sub: "mallory" })).toString("base64url");
  ctx.body = { ...ctx.body, id_token: [header, changed, signature].join(".") };
}

const app = new Koa();
app.keys = provider.keys; // they share cookies
app.use(signIn).use(tamper).use(mount(PREFIX, provider));
server.on("request", app.callback());
console.log(`listening on ${origin}`);
