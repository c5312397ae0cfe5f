/** What our side says of a failure in the details. What the system, OpenSSL or a server said stays as it is. */
import type { Broken } from "../../../ncloud/errors.ts";
import { reasons } from "./reasons.ts";

export const BROKEN: { readonly [B in Broken]: string } = {
  "given up": "요청을 포기했습니다",
  "the run's time is over": "실행의 제한 시간이 지났습니다",
  "the transport was closed": "연결이 닫혀 있었습니다",
  "no complete reply in time": "제한 시간 안에 응답을 다 받지 못했습니다",
  "the reply is too large": "응답이 너무 큽니다",
  "the reply's headers are too large": "응답 헤더가 너무 큽니다",
  "the reply is not HTTP": "응답이 HTTP 형식이 아닙니다",
  "the head of the reply contradicts itself, such as by two lengths": "응답 헤더의 길이 정보 등이 서로 모순됩니다",
  "the server sent 100 Continue, which nobody had asked for": "서버가 요청하지 않은 HTTP 100 응답을 보냈습니다",
  "the server switched to another protocol, which nobody had asked for":
    "서버가 요청하지 않은 다른 프로토콜로 전환했습니다",
  "the connection was lost before the reply was complete": "응답을 다 받기 전에 연결이 끊어졌습니다",
  "the host name is unknown": "존재하지 않는 호스트 이름입니다",
  "the host name could not be looked up": "호스트 이름을 조회하지 못했습니다",
  "no connection in time": "제한 시간 안에 연결하지 못했습니다",
  "the TLS handshake failed": "TLS 핸드셰이크에 실패했습니다",
  "the connection could not be made": "연결하지 못했습니다",
  "no PEM certificate in it": "PEM 형식의 인증서 없음",
  unreadable: "읽을 수 없음",
};

/** As `ncloud/proxy.ts` and `proxy-env.ts` say them, with a variable's name or a status in the middle. */
const OF_PROXIES: readonly (readonly [RegExp, string])[] = [
  [/^the proxy of (\w+) answered (\d+)$/, "$1에 지정한 프록시가 HTTP $2 응답을 보냈습니다"],
  [/^the proxy of (\w+) could not be reached$/, "$1에 지정한 프록시에 연결하지 못했습니다"],
  [
    /^(\w+) has (".+") in its user name or password: encode it as (\S+)$/,
    "$1의 사용자 이름 또는 비밀번호에 $2 문자가 있습니다. $3 형태로 인코딩해 주십시오",
  ],
  [
    /^(\w+) has a user name or password with a stray % sign$/,
    "$1의 사용자 이름 또는 비밀번호에 잘못된 % 기호가 있습니다",
  ],
  [
    /^(\w+) does not hold an http or https URL of a host and a port$/,
    "$1 값이 호스트와 포트로 된 HTTP 또는 HTTPS URL이 아닙니다",
  ],
];

const WORDS: ReadonlyMap<string, string> = new Map(Object.entries(BROKEN));
const REASONS: ReadonlyMap<string, string> = new Map(Object.entries(reasons));

export function cause(text: string): string {
  // A failure of ours behind another: its code and the request.
  const [, code = "", request = ""] = /^([a-z-]+): (.*)$/s.exec(text) ?? [];
  const reason = REASONS.get(code);
  if (reason !== undefined) return `${reason}: ${request}`;
  return WORDS.get(text) ?? OF_PROXIES.reduce((said, [pattern, words]) => said.replace(pattern, words), text);
}
