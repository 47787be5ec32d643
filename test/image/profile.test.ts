import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import type { Profile } from "../../src/protocol/profile.ts";
import { trainyard } from "../support/cli.ts";
import { FIXTURES } from "../support/paths.ts";
import { tempDir } from "../support/temp.ts";

const { images } = JSON.parse(readFileSync(join(FIXTURES, "model", "image.json"), "utf8")) as { images: { name: string; data: string }[] };
const pictures = images.map(({ data }) => Buffer.from(data, "base64"));

/** A PNG of one grey pixel; all of them are of as many bytes. */
function pixel(grey: number): Buffer {
  const number = (value: number) => Buffer.from(Uint32Array.of(value).buffer).swap32();
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    return Buffer.concat([number(data.length), body, number(crc32(body))]);
  };
  const header = Buffer.concat([number(1), number(1), Buffer.from([8, 0, 0, 0, 0])]);
  const parts = [chunk("IHDR", header), chunk("IDAT", deflateSync(Buffer.from([0, grey]), { level: 0 })), chunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), ...parts]);
}

describe("the profile of a folder of images", function () {
  this.timeout(300_000);

  it("counts classes and sizes, shows a few images, and says what is there twice", async () => {
    const folder = tempDir();
    const put = (name: string, bytes: Buffer) => writeFileSync(join(folder, "pets", name), bytes);
    for (const label of ["cat", "horse"]) mkdirSync(join(folder, "pets", label), { recursive: true });
    for (const [i, bytes] of pictures.entries())
      put(`${i % 3 === 0 ? "horse" : "cat"}/${i}`.concat(bytes[0] === 0x89 ? ".png" : ".jpg"), bytes);
    const [first = Buffer.alloc(0)] = pictures;
    put(`cat/again${first[0] === 0x89 ? ".png" : ".jpg"}`, first);
    const profile = (await trainyard(folder, ["profile", "pets", "--json"])).json<Profile>();
    const found = profile.images;
    assert.deepEqual(found?.classes.map(({ label }) => label).sort(), ["cat", "horse"]);
    assert.equal(
      found?.classes.reduce((sum, { rows }) => sum + rows, 0),
      profile.rows,
    );
    assert.ok(
      found?.classes.every(
        ({ samples }) => samples.length > 0 && samples.every(({ source }) => source.startsWith("data:image/png;base64,")),
      ),
    );
    const kinds = profile.alerts.map(({ kind }) => kind);
    assert.deepEqual(
      ["DUPLICATES", "CONTRADICTION", "UNIQUE", "CONSTANT_LENGTH"].map((kind) => kinds.includes(kind)),
      [true, true, false, false],
    );
  });

  it("does not take images of one size for the same", async () => {
    const folder = tempDir();
    for (const label of ["dark", "light"]) mkdirSync(join(folder, "grey", label), { recursive: true });
    for (let i = 0; i < 40; i += 1) writeFileSync(join(folder, "grey", i < 20 ? "dark" : "light", `${i}.png`), pixel(6 * i));
    const { rows, alerts, nearDuplicateRows } = (await trainyard(folder, ["profile", "grey", "--json"])).json<Profile>();
    assert.deepEqual([rows, alerts, nearDuplicateRows], [40, [], null]);
  });
});
