// The floor with undici: the same one POST through its client, bundled as the action is, and nothing else.
import Client from "undici/lib/dispatcher/client.js";

const { url, headers, body } = JSON.parse(process.env.BARE_REQUEST);
const { origin, pathname } = new URL(url);
const client = new Client(origin, { allowH2: false, useMilo: false });
client.dispatch(
  { method: "POST", path: pathname, headers, body },
  {
    onRequestStart() {},
    onResponseStart(_, status) {
      process.exitCode = status < 300 ? 0 : 1;
    },
    onResponseData() {},
    onResponseEnd() {
      client.destroy();
    },
    onResponseError(_, error) {
      throw error;
    },
  },
);
