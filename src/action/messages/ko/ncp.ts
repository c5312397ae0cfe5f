/** Problems that NCP's replies report. */
import type { NcloudFacts, ReplyFacts, Unexpected } from "../../../ncloud/errors.ts";
import type { Catalog, ProblemText } from "../catalog.ts";
import { at, hostWithSite, isWrite, number, whyForbidden } from "../words.ts";
import { ACCESS, AGAIN, COPY_IDS, lineOf, permissions, said, time } from "./phrases.ts";

const REPORT = "위 방법으로 해결되지 않으면 NCP의 코드와 메시지를 적어 이슈를 등록해 주십시오.";
const IN_USE =
  "바로 전에 이 Stage에서 Usage Plan이 조회되었으므로 ID는 맞습니다. API Key가 이 Usage Plan을 사용하고 있어 NCP가 연결 해제를 거부했을 수 있습니다.";
const MOVE =
  "먼저 API Key를 다른 Usage Plan으로 옮긴 뒤(`successor-plan-id` 또는 `successor-plan-name`) 연결을 해제해 주십시오. API Key 목록은 콘솔의 API Gateway > API Keys에서 확인할 수 있습니다.";

const NO_ACCESS = "서브 계정에 'API Gateway 접근'이 허용되어 있지 않습니다.";
const LOGIN_PAGE = "NCP 대신 프록시나 네트워크의 로그인 페이지가 응답했습니다.";
const DIRECTLY = "러너의 네트워크에서 NCP에 직접 접속할 수 있는지 확인해 주십시오.";
const API_CHANGED = "이 버전이 나온 뒤에 NCP의 API가 변경되었습니다.";

const SHAPE: { readonly [S in Unexpected["expected"]]: string } = {
  JSON: "JSON",
  object: "객체",
  list: "목록",
  id: "ID",
  count: "개수",
  "list-of-keys": "API Key 목록 하나",
  "plan-asked-for": "요청한 Usage Plan",
};

const KIND: { readonly [K in Unexpected["got"]]: string } = {
  empty: "빈 응답",
  "not-json": "JSON이 아닌 응답",
  nothing: "값 없음",
  null: "빈 값",
  list: "목록",
  object: "객체",
  text: "다른 형식의 텍스트",
  number: "숫자",
  boolean: "참 또는 거짓",
  another: "다른 것 또는 여러 개",
};

const verifyFalse = ({ operation }: NcloudFacts["permission-denied"]): string[] =>
  isWrite(operation)
    ? []
    : [
        "변경 권한만 있고 조회 권한이 없는 인증키라면 `verify: false`로 조회 없이 연결 해제 요청 하나만 보낼 수 있습니다.",
      ];

/** Who has to move, by name where they were looked at. */
const move = ({ keys = [] }: { readonly keys?: readonly string[] }): string[] => [
  ...lineOf("사용 중인 API Key", keys),
  MOVE,
];

/** With what NCP said of it, and the request. */
const what = (sentence: string, facts: ReplyFacts): string => `${sentence}${said(facts)}.${at(facts)}`;

const temporary =
  (sentence: string) =>
  (facts: ReplyFacts): ProblemText => ({
    what: what(sentence, facts),
    why: ["NCP의 일시적인 장애입니다. 요청이 처리되었을 수도 있고, 처리되지 않았을 수도 있습니다."],
    fix: ["네이버 클라우드 플랫폼의 장애 공지를 확인해 주십시오.", AGAIN],
  });

export const ncpProblems = {
  "bad-request": (facts) => ({
    what: what("NCP가 잘못된 요청이라고 응답했습니다", facts),
    why: facts.seen ? [IN_USE] : ["ID의 형식은 맞지만 NCP에 없는 ID입니다.", API_CHANGED],
    fix: [...(facts.seen ? move(facts) : [COPY_IDS]), REPORT],
  }),
  "authentication-failed": (facts) => ({
    what: what(`${hostWithSite(facts.host)}에서 인증키가 거부되었습니다`, facts),
    why: [
      "Access Key 또는 Secret Key가 틀렸거나, 사용 중지되었거나, 서로 다른 인증키의 것이거나, 서로 바뀌어 있습니다.",
      "다른 사이트의 인증키입니다. 민간(public), 공공(gov), 금융(fin)은 계정이 서로 다릅니다.",
      NO_ACCESS,
      "서브 계정이 특정 IP 주소에서의 접근만 허용합니다. GitHub 호스팅 러너는 실행할 때마다 IP 주소가 달라집니다.",
      "러너의 시계가 5분 넘게 어긋나 있습니다.",
    ],
    fix: [
      "콘솔에서 인증키가 사용 중이고 이 계정의 것인지 확인한 다음, 두 시크릿을 다시 등록해 주십시오.",
      ACCESS,
      "`site`가 계정의 사이트와 같은지 확인해 주십시오.",
      "서브 계정에 접근 IP 제한이 있다면 IP 주소가 고정된 셀프 호스팅 러너를 사용해 주십시오.",
    ],
  }),
  "permission-denied": (facts) => ({
    what: what("인증키는 올바르지만 이 작업을 할 권한이 없습니다", facts),
    why: ["서브 계정의 정책에 이 액션(권한)이 없거나, 사용자 정의 정책에 연관 액션이 빠져 있습니다.", NO_ACCESS],
    fix: [permissions(facts), ACCESS, ...verifyFalse(facts)],
  }),
  forbidden: (facts) => {
    const causes = {
      policy: {
        why: "서브 계정의 정책에 이 액션(권한)이 없습니다. 이때 NCP는 403과 함께 코드 230, 10011 또는 10002로 응답합니다.",
        fix: [permissions(facts)],
      },
      "in-use": { why: IN_USE, fix: move(facts) },
      "not-subscribed": {
        why: "계정이 API Gateway를 이용 신청하지 않았습니다.",
        fix: ["인증키의 계정이 API Gateway를 이용 신청했는지 확인해 주십시오."],
      },
    };
    const likely = whyForbidden(facts);
    return {
      what: what("NCP가 접근을 거부했습니다", facts),
      why: likely.map((cause) => causes[cause].why),
      fix: likely.flatMap((cause) => causes[cause].fix),
    };
  },
  "not-found": (facts) => ({
    what: what("요청한 대상을 NCP에서 찾을 수 없습니다", facts),
    why: [
      "ID 중 하나가 틀렸거나 다른 계정 또는 다른 사이트의 ID입니다.",
      "조회 권한이 없습니다. NCP는 권한이 없을 때도 404로 응답할 수 있습니다.",
      "`api-url`이 NCP API Gateway가 아닌 서버를 가리킵니다.",
    ],
    fix: [COPY_IDS, permissions(facts)],
  }),
  "request-too-large": (facts) => ({
    what: what("NCP가 요청이 너무 크다고 응답했습니다", facts),
    why: ["이 GitHub Action의 요청은 1 KB를 넘지 않습니다. 러너와 NCP 사이에서 요청이 바뀌었습니다."],
    fix: ["중간의 프록시가 헤더를 덧붙이거나 요청 크기를 제한하는지 확인해 주십시오."],
  }),
  "quota-exhausted": (facts) => ({
    what: `계정의 일간 또는 월간 API 호출 한도를 모두 사용했습니다${said(facts)}. 이 요청으로 변경된 것은 없습니다.${at(facts)}`,
    why: ["다른 도구도 같은 계정의 한도를 사용합니다."],
    fix: [
      "한도가 초기화될 때까지 기다리거나 NCP에 한도 상향을 요청해 주십시오. 몇 초 기다려서 해결되지 않으므로 재시도하지 않았습니다.",
      AGAIN,
    ],
  }),
  throttled: (facts) => ({
    what: what("NCP가 요청 속도를 제한했고, 요청이 허용되기 전에 제한 시간을 초과했습니다", facts),
    why: ["다른 작업이 같은 계정을 동시에 사용합니다.", "이 계정에는 `concurrency` 값이 너무 큽니다."],
    fix: [
      "`concurrency`를 낮추거나, `timeout`을 늘리거나, 워크플로의 `concurrency:`로 작업을 차례대로 실행해 주십시오.",
      AGAIN,
    ],
  }),
  "endpoint-error": temporary("NCP 내부 서버가 응답하지 못했습니다"),
  "endpoint-timeout": temporary("NCP 내부 서버가 제때 응답하지 않았습니다"),
  "server-error": temporary("NCP에서 오류가 발생했습니다"),
  "refused-by-server": (facts) => ({
    what: what("NCP가 요청을 거절했습니다", facts),
    why: facts.seen
      ? [IN_USE]
      : ["공개 문서에 없는 NCP의 규칙입니다. 위에 표시된 NCP의 메시지가 가장 좋은 단서입니다."],
    fix: [
      ...(facts.seen ? move(facts) : []),
      "같은 작업을 콘솔에서 시도해 주십시오. 더 자세한 안내가 나올 수 있습니다.",
      REPORT,
    ],
  }),
  "redirect-refused": (facts) => ({
    what: `서버가 다른 주소로 이동하라고 응답했습니다${said(facts)}. 서명한 요청을 다른 곳으로 보내지 않기 위해 리다이렉트는 따르지 않습니다.${at(facts)}`,
    why: ["`api-url`이 API의 실제 주소가 아닙니다.", LOGIN_PAGE],
    fix: ["`api-url`을 지우거나 API의 실제 주소를 입력해 주십시오.", DIRECTLY],
  }),
  "clock-wrong": (facts) => ({
    what: `러너의 시계가 ${facts.host} 서버보다 약 ${time(Math.abs(facts.ms))} ${facts.ms > 0 ? "빠릅니다" : "느립니다"}. 하루를 넘는 차이는 보정하지 않습니다${said(facts)}.${at(facts)}`,
    why: ["러너의 날짜가 틀렸습니다.", "서버의 `Date` 헤더가 틀렸거나, 다른 서버가 대신 응답했습니다."],
    fix: ["러너의 시계를 NTP로 맞추어 주십시오.", "시계가 맞다면 `api-url`과 프록시를 확인해 주십시오."],
  }),
  "unexpected-reply": (facts) => ({
    what: `응답이 NCP 문서와 다릅니다. ${facts.at === "" ? "예상한 응답" : `\`${facts.at}\`에 예상한 값`}: ${SHAPE[facts.expected]}. 받은 값: ${KIND[facts.got]}.${at(facts)}`,
    why: [LOGIN_PAGE, API_CHANGED],
    fix: [DIRECTLY, "접속에 문제가 없다면 최신 버전을 사용하거나 이 메시지로 이슈를 등록해 주십시오."],
  }),
  "endless-pages": (facts) => ({
    what: `목록 조회가 끝나지 않습니다. 전체 ${number(facts.total)}개를 다 받기 전에 다음 페이지에서 새 항목이 더 나오지 않았습니다.${at(facts)}`,
    why: ["조회하는 동안 목록이 변경되었습니다.", "서버의 페이지 처리가 NCP 문서와 다릅니다."],
    fix: [AGAIN, "다시 발생하면 이 메시지로 이슈를 등록해 주십시오."],
  }),
} satisfies Partial<Catalog["problems"]>;
