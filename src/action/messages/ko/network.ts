/** Problems on the way to NCP, the action's own limits, and the machine that it runs on. */
import type { Catalog } from "../catalog.ts";
import { at } from "../words.ts";
import { cause } from "./causes.ts";
import { AGAIN, NOT_SENT } from "./phrases.ts";

const UNSENT = "이 요청은 보내지 않았습니다.";
const TOO_SLOW = {
  why: ["NCP나 네트워크가 느렸거나, NCP가 요청 속도를 제한했습니다.", "제한 시간에 비해 대상이 많습니다."],
  fix: ["`timeout`(초)을 늘려 주십시오.", AGAIN],
};
const tooSoon = (seconds: number) => ({
  why: [
    "Usage Plan은 연결되어 있습니다. 다만 되돌릴 연결 해제 요청을 보낸 지 30초가 지나지 않아 뒤늦게 처리될 수 있습니다.",
  ],
  fix: [`${seconds}초 뒤에 스텝을 다시 실행하거나, \`timeout\`을 최소 그만큼 늘려 주십시오.`],
});

export const networkProblems = {
  "dns-failed": (facts) => ({
    what: `${facts.host} 호스트의 DNS 조회에 실패했습니다. ${UNSENT}${at(facts)}`,
    why: [
      "러너의 DNS가 동작하지 않거나, 네트워크에서 인터넷 도메인을 조회할 수 없습니다.",
      "`api-url`에 오타가 있습니다.",
    ],
    fix: [
      "러너에서 `nslookup`으로 호스트 이름이 조회되는지 확인해 주십시오.",
      "프록시가 필요한 네트워크라면 HTTPS_PROXY를 설정해 주십시오.",
    ],
  }),
  "connection-failed": (facts) => ({
    what: `${facts.host} 서버에 연결할 수 없습니다. ${UNSENT}${at(facts)}`,
    why: [
      "러너와 NCP 사이의 방화벽이 연결을 막고 있습니다.",
      "프록시가 필요한 네트워크입니다.",
      "일시적인 네트워크 장애입니다.",
    ],
    fix: ["러너에서 해당 호스트로의 HTTPS 접속을 허용하거나 HTTPS_PROXY를 설정해 주십시오.", AGAIN],
  }),
  "connection-lost": (facts) => ({
    what: `응답을 다 받기 전에 ${facts.host} 서버와의 연결이 끊어졌습니다.${at(facts)}`,
    why: ["일시적인 네트워크 장애이거나, 방화벽이 연결을 끊었습니다."],
    fix: [AGAIN, "자주 발생하면 러너와 NCP 사이의 프록시나 방화벽을 확인해 주십시오."],
  }),
  "tls-failed": (facts) => ({
    what: `${facts.host} 서버의 인증서나 프로토콜을 신뢰할 수 없어 보안 연결에 실패했습니다. ${UNSENT}${at(facts)}`,
    why: [
      "네트워크의 프록시가 자체 인증서로 TLS를 가로챕니다.",
      "`api-url`이 유효한 인증서가 없는 호스트를 가리킵니다.",
    ],
    fix: [
      "NODE_EXTRA_CA_CERTS에 프록시의 CA 인증서(PEM 파일) 경로를 설정해 주십시오. 요청을 보호하는 것은 TLS뿐이므로 인증서 검사를 끄는 옵션은 없습니다.",
    ],
  }),
  "proxy-failed": (facts) => ({
    what: `프록시가 ${facts.host} 서버로 가는 요청을 통과시키지 않았습니다. 요청은 NCP에 도달하지 않았습니다.${at(facts)}`,
    why: ["프록시의 인증 정보가 틀렸거나, 프록시가 이 호스트를 차단하거나, 프록시 주소가 틀렸습니다."],
    fix: [
      "러너의 HTTPS_PROXY(또는 HTTP_PROXY) 값과 프록시의 로그를 확인해 주십시오.",
      "프록시를 거치지 않으려면 NO_PROXY에 호스트를 추가해 주십시오.",
    ],
  }),
  "attempt-timed-out": (facts) => ({
    what: `${facts.host} 서버의 응답을 기다리다 제한 시간을 초과했습니다.${at(facts)}`,
    why: ["네트워크 또는 NCP의 일시적인 장애입니다.", "방화벽이 거부 응답 없이 패킷을 버립니다."],
    fix: [AGAIN, "항상 발생하면 러너에서 해당 호스트로 HTTPS 접속이 되는지 확인해 주십시오."],
  }),
  "reply-too-large": (facts) => ({
    what: `${facts.host} 서버의 응답이 이 API의 최대 크기(1 MiB)를 넘어 사용하지 않았습니다.${at(facts)}`,
    why: ["NCP가 아닌 다른 서버가 응답했습니다."],
    fix: ["`api-url`을 확인하고, NCP 대신 프록시가 응답하는지 확인해 주십시오."],
  }),
  "malformed-reply": (facts) => ({
    what: `${facts.host} 서버의 응답이 올바른 HTTP 응답이 아닙니다.${at(facts)}`,
    why: ["HTTP 서버가 아니거나, 프록시가 응답을 손상시켰습니다."],
    fix: ["`api-url`과 프록시를 확인해 주십시오."],
  }),
  deadline: (facts) => ({
    ...(facts.seconds === undefined ? TOO_SLOW : tooSoon(facts.seconds)),
    what: `\`timeout\`으로 정한 제한 시간을 초과했습니다.${at(facts)}`,
  }),
  cancelled: (facts) => ({
    what: `작업을 마치기 전에 실행이 취소되었습니다.${at(facts)}`,
    why: ["누군가 워크플로를 취소했거나, 새로운 실행으로 대체되었습니다(`concurrency:`의 `cancel-in-progress`)."],
    fix: [AGAIN],
  }),
  "node-too-old": ({ expected, got }) => ({
    what: `Node ${got}에서 실행되었습니다. Node ${expected} 이상이 필요합니다. ${NOT_SENT}`,
    why: ["러너 버전이 2.327.1보다 낮거나, 러너가 다른 Node를 사용합니다(Linux ARM32의 경우)."],
    fix: ["x64 또는 ARM64에서 러너 2.327.1 이상을 사용해 주십시오."],
  }),
  "ca-file-unusable": ({ path, reason }) => ({
    what: `NODE_EXTRA_CA_CERTS에 지정한 파일을 사용할 수 없습니다(${cause(reason)}): ${path}. ${NOT_SENT}`,
    why: ["파일이 없거나, 읽을 권한이 없거나, PEM 형식의 인증서가 없습니다."],
    fix: ["NODE_EXTRA_CA_CERTS를 올바르게 고치거나, 네트워크가 TLS를 가로채지 않는다면 지워 주십시오."],
  }),
  "no-webassembly": () => ({
    what: `HTTP 응답을 읽는 데 필요한 WebAssembly를 사용할 수 없습니다. ${NOT_SENT}`,
    why: ["NODE_OPTIONS에 `--jitless` 또는 비슷한 옵션이 있습니다."],
    fix: ["이 스텝의 NODE_OPTIONS에서 해당 옵션을 지워 주십시오."],
  }),
  "internal-error": () => ({
    what: "이 GitHub Action 자체에서 오류가 발생했습니다. 워크플로의 문제가 아니라 이 GitHub Action의 결함입니다.",
    why: [],
    fix: ["아래 상세 내용을 첨부해 이슈를 등록해 주십시오. 비밀 정보는 제거되어 있습니다.", AGAIN],
  }),
} satisfies Partial<Catalog["problems"]>;
