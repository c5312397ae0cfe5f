/** What happens, as it happens: one line each. */
import type { Catalog } from "../catalog.ts";
import { duration, quoted, some } from "../words.ts";
import { listed, plan, stage } from "./phrases.ts";

const time = (ms: number | undefined): string => duration(ms, "초", "밀리초");
const and = (count: number): string => ` 외 ${count}개`;

export const reasons: Catalog["reasons"] = {
  throttled: "NCP의 요청 속도 제한",
  "endpoint-error": "NCP 내부 서버 오류",
  "endpoint-timeout": "NCP 내부 서버 응답 지연",
  "server-error": "NCP 오류",
  "dns-failed": "호스트 이름 조회 실패",
  "connection-failed": "연결 실패",
  "connection-lost": "연결 끊김",
  "proxy-failed": "프록시 오류",
  "attempt-timed-out": "응답 시간 초과",
  "reply-too-large": "너무 큰 응답",
  "malformed-reply": "HTTP가 아닌 응답",
  "unexpected-reply": "NCP 문서와 다른 응답",
  "authentication-failed": "인증 실패",
  "permission-denied": "권한 없음",
  forbidden: "접근 거부",
  "not-found": "대상을 찾을 수 없음",
  deadline: "제한 시간 종료",
  cancelled: "실행 취소",
};

export const notes: Omit<Catalog["notes"], "approved" | "approval-others"> = {
  retrying: (facts) =>
    `${facts.operation === undefined ? "요청" : `${facts.operation} 요청`}의 ${facts.attempt ?? 1}번째 시도가 실패했습니다${facts.reason === undefined ? "" : `: ${facts.reason}`}${facts.status === undefined ? "" : ` (HTTP ${facts.status})`}. ${facts.ms === undefined ? "" : `${time(facts.ms)} 뒤에 `}다시 시도합니다.`,
  "clock-corrected": (facts) =>
    `이 머신의 시계가 ${facts.ms === undefined ? "어긋나 있습니다" : `NCP보다 ${time(Math.abs(facts.ms))} ${facts.ms > 0 ? "빠릅니다" : "느립니다"}`}. 보정한 시각으로 요청에 서명합니다. 시계를 맞추어 주십시오.`,
  "done-after-refusal": (facts) =>
    `NCP가 ${stage(facts)}의 ${plan(facts)} 요청을 거절했지만${facts.status === undefined ? "" : `(HTTP ${facts.status})`}, 두 번의 조회 결과 반영되어 있습니다. 요청이 실제로는 처리되었거나 같은 시점에 다른 사람이 변경한 것입니다. 영수증에 기록했습니다.`,
  observed: (facts) => {
    const list = listed(facts);
    return list === ""
      ? `${stage(facts)}에 연결된 Usage Plan이 없습니다(기본 Usage Plan 제외).`
      : `${stage(facts)}에 연결된 Usage Plan: ${list}.`;
  },
  targets: (facts) =>
    `대상: ${facts.count ?? facts.list?.length ?? 0}개.${listed(facts) === "" ? "" : ` ${listed(facts)}`}`,
  writing: (facts) =>
    `${facts.operation === undefined ? "요청을" : `${facts.operation} 요청을`} 보냅니다.${facts.plan === undefined ? "" : ` 대상: ${facts.stage === undefined ? "" : `${stage(facts)}의 `}${plan(facts)}.`}`,
  accepted: (facts) => `NCP가 요청을 접수했습니다${facts.status === undefined ? "" : ` (HTTP ${facts.status})`}.`,
  reconciling: (facts) =>
    `${facts.operation === undefined ? "요청이" : `${facts.operation} 요청이`} 처리되었는지 분명하지 않습니다${facts.reason === undefined ? "" : ` (${facts.reason})`}. 확인될 때까지 조회합니다.`,
  "still-there": (facts) =>
    `${facts.count !== undefined && facts.count > 1 ? `Usage Plan ${facts.count}개` : plan(facts)}의 변경이 아직 조회되지 않습니다.${facts.ms === undefined ? "" : ` ${time(facts.ms)} 뒤에 다시 조회합니다.`}`,
  verified: (facts) =>
    `${stage(facts)}를 다시 조회해 변경된 것을 확인했습니다${facts.count !== undefined && facts.count > 1 ? `(Usage Plan ${facts.count}개)` : ""}.`,
  "neighbours-changed": (facts) => {
    const added = some(facts.added, and);
    const removed = some(facts.removed, and);
    return `그사이 다른 사람이 ${stage(facts)}를 변경했습니다.${added === "" ? "" : ` 추가됨: ${added}.`}${removed === "" ? "" : ` 없어짐: ${removed}.`} 이 실행은 해당 Usage Plan을 건드리지 않았습니다.`;
  },
  "affected-keys": (facts) =>
    `${stage(facts)}에서 ${plan(facts)}을 사용하는 API Key${listed(facts) === "" ? "" : "(ID, 이번 달 호출 수)"}: ${facts.count ?? 0}개.${listed(facts) === "" ? "" : ` ${listed(facts)}`}`,
  unverified: (facts) =>
    `NCP가 ${stage(facts)}의 ${plan(facts)}에 대한 요청을 접수했습니다. \`verify: false\`이므로 조회로 확인하지는 않았습니다.`,
  progress: (facts) => `대상 ${facts.total ?? "?"}개 중 ${facts.count ?? 0}개 완료.`,
  "nothing-to-do": () => "`*`에 해당하는 대상이 없습니다. 할 일이 없습니다.",
  cancelling: () => "취소되었습니다. 새 변경은 시작하지 않으며, 진행 중인 작업을 몇 초 동안 마무리하거나 확인합니다.",
  "plan-renamed": (facts) =>
    `receipt의 ${quoted(facts.id, "해당")} Usage Plan은 이름이 바뀌었습니다. 연결 해제 당시: ${quoted(facts.expected, "알 수 없음")}, 현재: ${quoted(facts.got, "알 수 없음")}.`,
  "key-restored": (facts) =>
    `${quoted(facts.name, "receipt의")} API Key를 ${stage(facts)}의 ${plan(facts)}에 다시 연결했습니다.`,
  "key-would-restore": (facts) =>
    `${quoted(facts.name, "receipt의")} API Key를 ${stage(facts)}의 ${plan(facts)}에 다시 연결할 예정입니다.`,
  "key-kept": (facts) =>
    `${quoted(facts.name, "receipt의")} API Key는 지금 ${quoted(facts.got, "다른")} Usage Plan에 있으므로 그대로 둡니다. 그사이 누군가 옮겼습니다.`,
  "rollback-nothing": () => "이 스텝이 변경한 것이 없으므로 되돌릴 것이 없습니다.",
  "looked-at": (facts) =>
    `${facts.plan === undefined ? "" : `${plan(facts)}이 연결된 Stage가 없습니다. `}API ${facts.total ?? 0}개의 Stage ${facts.count ?? 0}개를 조회했습니다.`,
  "receipt-shortened": () => "이름까지 담으면 receipt가 너무 커지므로 ID만 담았습니다.",
};
