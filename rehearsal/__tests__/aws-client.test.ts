import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { AwsClient, AwsError, absent } from "../aws-client";

interface Answer {
  readonly status: number;
  readonly body: string;
}

const stops: (() => void)[] = [];

/** A server that gives these answers, one after the other and then the last again, with what it was asked. */
async function serve(...answers: readonly Answer[]) {
  const asked: { authorization: string; body: string }[] = [];
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      asked.push({ authorization: request.headers.authorization ?? "", body });
      const { status, body: text } = answers[asked.length - 1] ?? answers.at(-1) ?? { status: 500, body: "" };
      response.writeHead(status).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { asked, at: { url: `http://127.0.0.1:${port}`, region: "eu-central-1" } };
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request) text += chunk;
  return text;
}

const FINE: Answer = { status: 200, body: "<Answer><names><member>a</member></names></Answer>" };
const BUSY: Answer = { status: 503, body: "busy" };
const NOWHERE: Answer = { status: 404, body: "no such thing" };

describe("AwsClient", () => {
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });

  it("defaults: asks once, in the service's own protocol", async () => {
    const { asked, at } = await serve(FINE);
    const client = new AwsClient(at);
    const answer = await client.query("ec2", "DescribeThings", { Filter: [{ Name: "id", Value: ["x", "y"] }] });
    expect(answer).toEqual({ names: ["a"] });
    expect(Object.fromEntries(new URLSearchParams(asked[0]?.body))).toEqual({
      Action: "DescribeThings",
      Version: "2016-11-15",
      "Filter.1.Name": "id",
      "Filter.1.Value.1": "x",
      "Filter.1.Value.2": "y",
    });
    expect(asked[0]?.authorization).toContain("Credential=rehearsal-scenario/20200101/eu-central-1/ec2/");
  });

  it("tries over what failed, as often as it is told to", async () => {
    const { asked, at } = await serve(BUSY, BUSY, FINE);
    expect(await new AwsClient({ ...at, tries: 3 }).query("iam", "GetThing")).toEqual({ names: ["a"] });
    expect(asked).toHaveLength(3);
  });

  it("fails when no try was answered", async () => {
    const { asked, at } = await serve(BUSY);
    const call = new AwsClient({ ...at, tries: 2 }).eks("GET", "/clusters/a");
    await expect(call).rejects.toThrow("eks GET /clusters/a: 503 busy");
    expect(asked).toHaveLength(2);
  });

  it("fails at once when there is no such thing, which can be taken for nothing", async () => {
    const { asked, at } = await serve(NOWHERE);
    const client = new AwsClient({ ...at, tries: 3 });
    await expect(client.eks("GET", "/clusters/a")).rejects.toThrow(AwsError);
    expect(await client.eks("GET", "/clusters/a").catch(absent)).toBeUndefined();
    expect(asked).toHaveLength(2);
  });
});
