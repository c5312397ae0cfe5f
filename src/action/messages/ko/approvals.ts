/** What a run says of the approval that it goes by. */
import type { Facts } from "../../../usage-plan/types.ts";
import type { Catalog } from "../catalog.ts";
import { ageOf, quoted, some } from "../words.ts";
import { plan, stage } from "./phrases.ts";

type Codes = "approval-invalid" | "approval-other-site" | "changed-since-approval";

const NOT_SENT = "요청은 보내지 않았습니다.";
const and = (count: number): string => ` 외 ${count}개`;

function differences(facts: Facts): string {
  const [joined, left] = [some(facts.added, and), some(facts.removed, and)];
  return [
    ...(facts.got === undefined ? [] : [`현재 이름: ${quoted(facts.got, "다른 이름")}`]),
    ...(joined === "" ? [] : [`추가된 API Key: ${joined}`]),
    ...(left === "" ? [] : [`빠진 API Key: ${left}`]),
  ].join("; ");
}

export const approvalProblems: Pick<Catalog["problems"], Codes> = {
  "approval-invalid": (facts) => ({
    what: `approval을 읽을 수 없습니다${facts.name === undefined ? "" : `: \`${facts.name}\` 값이 잘못되었습니다`}${facts.expected === undefined ? "" : ` (필요한 값: ${facts.expected})`}. ${NOT_SENT}`,
    why: [
      "전달하는 과정에서 잘리거나 바뀌었거나, `approval`이 아닌 다른 출력값입니다.",
      "마스킹되었습니다. job의 시크릿이 들어 있는 출력값은 비어 있거나 `***`가 포함된 채로 전달됩니다.",
    ],
    fix: [
      "dry-run이나 check의 `approval` 출력값을 그대로 입력해 주십시오. ID는 `secrets`가 아닌 `vars`에 저장해 주십시오.",
    ],
  }),
  "approval-other-site": (facts) => ({
    what: `다른 곳에서 만든 approval입니다. approval: ${quoted(facts.expected, "다른 사이트")}, 이 스텝: ${quoted(facts.got, "지정한 사이트")}. ${NOT_SENT}`,
    why: ["`site` 또는 `api-url`이 dry-run과 다르거나, 다른 dry-run의 approval입니다."],
    fix: ["`site`와 `api-url`을 dry-run과 똑같이 입력해 주십시오."],
  }),
  "changed-since-approval": (facts) => ({
    what: `${stage(facts)}의 ${plan(facts)}이 승인받은 내용과 다릅니다: ${differences(facts) || "승인 이후 변경됨"}. 이 대상은 변경하지 않았습니다.`,
    why: ["dry-run 이후 지금까지 누군가 변경했습니다."],
    fix: ["dry-run을 다시 실행하고 새로 승인을 받아 주십시오."],
  }),
};

export const approvalNotes: Pick<Catalog["notes"], "approved" | "approval-others"> = {
  approved: (facts) => {
    const age = facts.ms === undefined ? "" : ` (${ageOf(facts.ms, { day: "일", hour: "시간", minute: "분" })} 전)`;
    const by = facts.got === undefined ? "" : `, 실행한 사람: ${facts.got}`;
    const from = facts.name === undefined ? "" : `, ${facts.name}`;
    return `승인받은 대상 ${facts.count ?? 0}개만 처리합니다. dry-run 시각: ${facts.sentAt ?? "알 수 없음"}${age}${by}${from}`;
  },
  "approval-others": (facts) =>
    `${plan(facts)}이 승인 이후에 다른 Stage ${facts.count ?? ""}개에 연결되었습니다. 승인에 없는 Stage이므로 변경하지 않았습니다.`,
};
