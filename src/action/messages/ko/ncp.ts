/** Problems that NCP's replies tell of. */
import type { Catalog } from "../catalog.ts";
import { at } from "../words.ts";
import { AGAIN, COPY_IDS, PERMISSIONS, said } from "./phrases.ts";

type Codes =
  | "bad-request"
  | "authentication-failed"
  | "permission-denied"
  | "forbidden"
  | "not-found"
  | "request-too-large"
  | "quota-exhausted"
  | "throttled"
  | "endpoint-error"
  | "endpoint-timeout"
  | "server-error"
  | "refused-by-server"
  | "redirect-refused"
  | "unexpected-reply"
  | "endless-pages";

const DISTURBANCE = "네이버 클라우드 플랫폼의 장애 공지를 확인해 주십시오.";

export const ncpProblems: Pick<Catalog["problems"], Codes> = {
  "bad-request": (facts) => ({
    what: `NCP가 요청을 잘못된 요청으로 판단했습니다${said(facts)}.${at(facts)}`,
    why: ["ID의 형식은 맞지만 NCP에 없는 ID입니다.", "이 버전의 액션이 나온 뒤에 API가 변경되었습니다."],
    fix: [COPY_IDS, "ID가 모두 맞다면 NCP의 코드와 메시지를 적어 이슈를 등록해 주십시오."],
  }),
  "authentication-failed": (facts) => ({
    what: `NCP가 인증키를 받아들이지 않았습니다${said(facts)}.${at(facts)}`,
    why: [
      "Access Key 또는 Secret Key가 틀렸거나, 사용 중지되었거나, 서로 다른 인증키의 것입니다.",
      "다른 사이트의 인증키입니다. 민간(public), 공공(gov), 금융(fin)은 계정이 서로 다릅니다.",
      "서브 계정이 특정 IP에서의 접근만 허용합니다. GitHub 호스팅 러너는 실행할 때마다 IP 주소가 달라집니다.",
      "이 머신의 시계가 5분 넘게 어긋나 있습니다.",
    ],
    fix: [
      "콘솔에서 인증키가 사용 중이고 이 계정의 것인지 확인한 다음, 두 시크릿을 다시 등록해 주십시오.",
      "`site`가 계정의 사이트와 같은지 확인해 주십시오.",
      "서브 계정에 접근 IP 제한이 있다면 IP 주소가 고정된 셀프 호스팅 러너를 사용해 주십시오.",
    ],
  }),
  "permission-denied": (facts) => ({
    what: `인증키는 올바르지만 이 작업을 할 권한이 없습니다${said(facts)}.${at(facts)}`,
    why: ["서브 계정의 정책에 이 액션이 없거나, 사용자 정의 정책에 관련 액션이 빠져 있습니다."],
    fix: [
      PERMISSIONS,
      "변경 권한만 있고 조회 권한이 없는 인증키라면 `verify: false`로 변경 요청 하나만 보낼 수 있습니다.",
    ],
  }),
  forbidden: (facts) => ({
    what: `NCP가 접근을 거부했습니다${said(facts)}.${at(facts)}`,
    why: [
      "서브 계정의 정책에 이 액션이 없습니다. 이때 NCP는 403과 함께 코드 10011 또는 10002로 응답하기도 합니다.",
      "계정이 API Gateway 서비스를 이용 신청하지 않았습니다.",
    ],
    fix: [PERMISSIONS, "인증키의 계정이 API Gateway를 이용 신청했는지 확인해 주십시오."],
  }),
  "not-found": (facts) => ({
    what: `요청한 대상을 NCP에서 찾을 수 없습니다${said(facts)}.${at(facts)}`,
    why: [
      "ID 중 하나가 틀렸거나 다른 계정 또는 다른 사이트의 ID입니다.",
      "조회 권한이 없습니다. NCP는 권한이 없을 때도 404로 응답할 수 있습니다.",
      "`api-url`이 NCP API Gateway가 아닌 서버를 가리킵니다.",
    ],
    fix: [COPY_IDS, PERMISSIONS],
  }),
  "request-too-large": (facts) => ({
    what: `NCP가 요청이 너무 크다고 응답했습니다${said(facts)}.${at(facts)}`,
    why: ["이 액션의 요청은 1 KB를 넘지 않습니다. 이 머신과 NCP 사이의 무언가가 요청을 바꾸었습니다."],
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
    what: `NCP가 요청 속도를 제한했고, 허용되기 전에 제한 시간이 끝났습니다${said(facts)}.${at(facts)}`,
    why: ["다른 작업이 같은 계정을 동시에 사용합니다.", "이 계정에는 `concurrency` 값이 큽니다."],
    fix: [
      "`concurrency`를 낮추거나, `timeout`을 늘리거나, 워크플로의 `concurrency:`로 작업을 차례대로 실행해 주십시오.",
      AGAIN,
    ],
  }),
  "endpoint-error": (facts) => ({
    what: `NCP 내부 서버가 응답하지 못했습니다${said(facts)}.${at(facts)}`,
    why: ["NCP의 일시적인 장애입니다. 요청이 처리되었을 수도, 처리되지 않았을 수도 있습니다."],
    fix: [DISTURBANCE, AGAIN],
  }),
  "endpoint-timeout": (facts) => ({
    what: `NCP 내부 서버가 제때 응답하지 않았습니다${said(facts)}.${at(facts)}`,
    why: ["NCP의 장애 또는 과부하입니다. 요청이 처리되었을 수도, 처리되지 않았을 수도 있습니다."],
    fix: [DISTURBANCE, AGAIN],
  }),
  "server-error": (facts) => ({
    what: `NCP에서 오류가 발생했습니다${said(facts)}.${at(facts)}`,
    why: ["NCP의 장애입니다. 요청이 처리되었을 수도, 처리되지 않았을 수도 있습니다."],
    fix: [DISTURBANCE, AGAIN],
  }),
  "refused-by-server": (facts) => ({
    what: `NCP가 요청을 거절했습니다${said(facts)}.${at(facts)}`,
    why: ["공개 문서에 없는 NCP의 규칙입니다. 위에 표시된 NCP의 메시지가 가장 좋은 단서입니다."],
    fix: [
      "같은 작업을 콘솔에서 시도해 주십시오. 더 자세한 안내가 나올 수 있습니다.",
      "이 안내를 보완할 수 있도록 NCP의 코드와 메시지를 적어 이슈를 등록해 주십시오.",
    ],
  }),
  "redirect-refused": (facts) => ({
    what: `서버가 다른 주소로 이동하라고 응답했습니다${said(facts)}. 서명한 요청을 다른 곳으로 보내지 않기 위해 이 액션은 리다이렉트를 따르지 않습니다.${at(facts)}`,
    why: ["`api-url`이 API의 실제 주소가 아닙니다.", "NCP 대신 프록시나 네트워크의 로그인 페이지가 응답했습니다."],
    fix: [
      "`api-url`을 지우거나 API의 실제 주소를 입력해 주십시오.",
      "이 러너의 네트워크에서 NCP에 직접 접속할 수 있는지 확인해 주십시오.",
    ],
  }),
  "unexpected-reply": (facts) => ({
    what: `응답이 NCP 문서와 다릅니다.${facts.expected === undefined ? "" : ` 예상한 응답: ${facts.expected}.`}${facts.got === undefined ? "" : ` 받은 응답: ${facts.got}.`}${at(facts)}`,
    why: [
      "NCP 대신 프록시나 네트워크의 로그인 페이지가 응답했습니다.",
      "이 버전의 액션이 나온 뒤에 API가 변경되었습니다.",
    ],
    fix: [
      "이 러너에서 NCP에 직접 접속할 수 있는지 확인해 주십시오.",
      "접속에 문제가 없다면 액션을 최신 버전으로 올리거나 이 메시지로 이슈를 등록해 주십시오.",
    ],
  }),
  "endless-pages": (facts) => ({
    what: `목록 조회가 끝나지 않습니다. 전체 ${facts.total === undefined ? "항목" : `${facts.total}개`}를 다 받기 전에 다음 페이지에서 새 항목이 더 나오지 않았습니다.${at(facts)}`,
    why: ["조회하는 동안 목록이 변경되었습니다.", "서버의 페이지 처리가 NCP 문서와 다릅니다."],
    fix: [AGAIN, "다시 발생하면 이 메시지로 이슈를 등록해 주십시오."],
  }),
};
