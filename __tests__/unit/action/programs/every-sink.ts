/** Started as a child process: writes the text of `TEXT` to every sink of the real toolkit. */
import { createToolkit } from "../../../../src/action/toolkit.ts";

const toolkit = createToolkit(process.env);
const text = process.env["TEXT"] ?? "";
toolkit.info(`info ${text}`);
toolkit.debug(`debug ${text}`);
toolkit.warning(`warning ${text}`, { title: text });
toolkit.startGroup(`group ${text}`);
toolkit.endGroup();
toolkit.setOutput("text", text);
toolkit.saveState([["text", text]]);
toolkit.appendSummary(`summary ${text}\n`);
toolkit.setFailed(`failed ${text}`);
toolkit.setFailed("failed again");
