import { once } from "node:events";
import { expect, it, onTestFinished } from "vitest";
import { dial, dialOver } from "../../../src/ncloud/dial.ts";
import { connectTcp, hostOf } from "../../../src/ncloud/tcp.ts";
import { freePort, rawServer } from "./support/servers.ts";

/** The port that a connection goes to, whether or not somebody listens there. */
async function portOf(origin: string): Promise<number | undefined> {
  const socket = connectTcp(origin);
  onTestFinished(() => void socket.destroy());
  return await new Promise((resolve) => {
    socket.once("connect", () => resolve(socket.remotePort));
    socket.once("error", (error: { port?: number }) => resolve(error.port));
  });
}

it.each([
  ["https://127.0.0.1", 443],
  ["http://127.0.0.1", 80],
])("%s is port %i", async (origin, port) => {
  expect(await portOf(origin)).toBe(port);
});

it("a port that is named is that port", async () => {
  const { origin, port } = await rawServer("");
  expect(await portOf(origin)).toBe(port);
});

it.each([
  ["http://[::1]:80", "::1"],
  ["http://[::ffff:127.0.0.1]", "::ffff:7f00:1"],
  ["http://127.0.0.1", "127.0.0.1"],
  ["https://a.b-c.example", "a.b-c.example"],
])("the host of %s is %s", (url, host) => {
  expect(hostOf(new URL(url))).toBe(host);
});

it("a connection that was there before anybody listened is ready", async () => {
  const { origin } = await rawServer("");
  const tcp = connectTcp(origin);
  await once(tcp, "connect");
  onTestFinished(() => void tcp.destroy());
  expect(await dialOver(tcp, origin).ready).toBe(tcp);
});

it("one that had failed before anybody listened says why", async () => {
  const origin = `http://127.0.0.1:${await freePort()}`;
  const tcp = connectTcp(origin);
  await new Promise((resolve) => tcp.once("close", resolve)); // once() of node:events would throw the error
  await expect(dialOver(tcp, origin).ready).rejects.toMatchObject({
    sent: false,
    reason: "connect",
    message: "the connection could not be made",
    cause: { code: "ECONNREFUSED" },
  });
});

const CLOSED = { sent: false, reason: "connect", message: "the connection was closed" };

it("one that was closed before anybody listened says so", async () => {
  const { origin } = await rawServer("");
  const tcp = connectTcp(origin).destroy();
  await once(tcp, "close");
  await expect(dialOver(tcp, origin).ready).rejects.toMatchObject(CLOSED);
});

it("one that is destroyed while it is being made says so", async () => {
  const { origin } = await rawServer("");
  const { socket, ready } = dial(origin);
  socket.destroy();
  await expect(ready).rejects.toMatchObject(CLOSED);
});
