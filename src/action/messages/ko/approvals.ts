/** What a run says of the approval that it goes by. */
import type { ProblemFacts } from "../../../usage-plan/facts.ts";
import type { Catalog } from "../catalog.ts";
import { clockTime, duration, number, quoted } from "../words.ts";
import { listed, plan, stage, written } from "./phrases.ts";
import { UNITS, ZONE } from "./units.ts";

const NOT_SENT = "요청은 보내지 않았습니다.";

const differences = ({ got, successor, added, removed }: ProblemFacts["changed-since-approval"]): string =>
  [
    ...(got === undefined ? [] : [`현재 이름: ${quoted(got)}`]),
    ...(successor === undefined ? [] : [`후속 Usage Plan의 현재 이름: ${quoted(successor)}`]),
    ...(added.length === 0 ? [] : [`추가된 API Key: ${listed(added)}`]),
    ...(removed.length === 0 ? [] : [`빠진 API Key: ${listed(removed)}`]),
  ].join("; ");

export const approvalProblems = {
  "approval-invalid": ({ name, expected }) => ({
    what: `승인 정보(approval)를 읽을 수 없습니다. 잘못된 값: \`${name}\`(필요한 값: ${expected}). ${NOT_SENT}`,
    why: [
      "전달하는 과정에서 잘리거나 바뀌었거나, `approval`이 아닌 다른 출력값입니다.",
      "값이 가려졌습니다. job의 시크릿이 들어 있는 출력값은 비어 있거나 `***`가 포함된 채로 전달됩니다.",
    ],
    fix: [
      "모의 실행이나 `mode: check`의 `approval` 출력값을 그대로 전달해 주십시오. ID는 `secrets`가 아니라 `vars`에 등록해 주십시오.",
    ],
  }),
  "approval-other-site": ({ expected, got }) => ({
    what: `다른 곳에서 만든 승인 정보(approval)입니다. 만든 곳: ${expected}, 이 스텝: ${got}. ${NOT_SENT}`,
    why: ["`site` 또는 `api-url`이 모의 실행과 다르거나, 다른 모의 실행의 승인 정보입니다."],
    fix: ["모의 실행과 같은 `site`와 `api-url`을 사용해 주십시오."],
  }),
  "changed-since-approval": (facts) => ({
    what: `${stage(facts)}의 ${plan(facts)}이 승인받은 내용과 다릅니다(${differences(facts)}). ${written(facts.moved)}`,
    why: ["모의 실행 뒤에 누군가 변경했습니다."],
    fix: ["모의 실행을 다시 하고 새로 승인을 받아 주십시오."],
  }),
} satisfies Partial<Catalog["problems"]>;

export const approvalNotes = {
  approved: ({ count, sentAt, ms, name, got }) => {
    const by = got === undefined ? "" : `, 실행한 사람: ${got}`;
    const from = name === undefined ? "" : `, ${name}`;
    return `승인받은 대상 ${number(count)}개만 처리합니다. 모의 실행 시각: ${clockTime(sentAt, ZONE)}(${duration(ms, UNITS)} 전)${by}${from}`;
  },
  "approval-others": (facts) =>
    `승인 이후 ${plan(facts)}이 다른 Stage ${number(facts.count)}개에 연결되었습니다. 승인에 없는 Stage이므로 변경하지 않았습니다.`,
} satisfies Partial<Catalog["notes"]>;
