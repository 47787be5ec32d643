import * as vscode from "vscode";
import type { FailingRow, TestResult } from "../../protocol/modeltest.ts";
import { factsOf } from "../../shared/errors.ts";

/** What a result says at the line of its test: the sentence, and each failing row with what was expected and what came. */
export function messagesOf({ sentence, failing }: TestResult, item: vscode.TestItem): vscode.TestMessage[] {
  if (failing.length === 0) return [located(new vscode.TestMessage(sentence), item)];
  return failing.map((row, i) => {
    const text = i === 0 ? `${sentence}\n\n${inputText(row)}` : inputText(row);
    return located(vscode.TestMessage.diff(text, row.expected, row.got), item);
  });
}

/** An error that came before any test could be made. */
export function errorMessage(error: unknown, item: vscode.TestItem): vscode.TestMessage {
  const { message, remedy, place } = factsOf(error);
  const shown = new vscode.TestMessage(`${message} ${remedy}`.trim());
  if (!place?.file || place.line === undefined) return located(shown, item);
  const at = new vscode.Position(place.line - 1, Math.max(0, (place.column ?? 1) - 1));
  shown.location = new vscode.Location(vscode.Uri.file(place.file), at);
  return shown;
}

const inputText = ({ input }: FailingRow): string =>
  Object.entries(input)
    .map(([name, value]) => `${name}: ${value === null ? "missing" : String(value)}`)
    .join("\n");

function located(message: vscode.TestMessage, { uri, range }: vscode.TestItem): vscode.TestMessage {
  if (uri && range) message.location = new vscode.Location(uri, range);
  return message;
}
