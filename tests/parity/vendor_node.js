// The vendor's Node SDK asks who the user is: node vendor_node.js HOST APP_ID TOKEN
const { AuthenticationClient } = require("authing-node-sdk");

const [host, appId, token] = process.argv.slice(2);
const client = new AuthenticationClient({ appId, appSecret: "unused", appHost: host });
client.setAccessToken(token);
client
  .getProfile({ withCustomData: true, withIdentities: true, withDepartmentIds: true })
  .then((answer) => console.log(JSON.stringify(answer)));
