/** Faults of inputs: the rule and the fix. */
import type { InputFault } from "../../inputs/read.ts";
import type { Catalog, InputRuleText } from "../catalog.ts";
import { codes } from "../words.ts";
import { COPY_IDS } from "./phrases.ts";

const url = (rule: string, fix: string) => (): InputRuleText => ({ rule, fix });

export const inputRules: Catalog["inputRules"] = {
  "given-empty": ({ allowed }) => ({
    rule: "빈 값이 입력되었습니다. 기본값대로 실행하면 의도하지 않은 변경이 일어날 수 있습니다",
    fix: `입력값을 지우거나 값을 입력해 주십시오${allowed.length > 0 ? `(${codes(allowed)})` : ""}. 표현식은 비어 있는 경우가 많습니다: \`push\`·\`schedule\`에서의 \`inputs\`, 건너뛴 job의 출력값, 이름의 오타.`,
  }),
  misspelt: ({ others }) => ({
    rule: `이 GitHub Action의 입력값이 아닙니다. ${codes(others)}의 오타로 보입니다`,
    fix: "이름을 고치거나 지워 주십시오. 러너는 경고만 표시하고, 이 값은 사용되지 않습니다.",
  }),
  "not-a-word": ({ allowed }) => ({
    rule: `다음 중 하나여야 합니다: ${codes(allowed)}`,
    fix: "대소문자를 구분합니다.",
  }),
  "not-a-boolean": () => ({
    rule: "`true` 또는 `false`여야 합니다",
    fix: "오타가 반대의 뜻이 되지 않도록 `yes`나 `1` 같은 값은 받지 않습니다.",
  }),
  "not-an-integer": (fault) => ({
    rule:
      "min" in fault
        ? `${fault.min}부터 ${fault.max}까지의 정수여야 합니다`
        : `정수 또는 ${codes(fault.allowed)}여야 합니다`,
    fix: "단위 없이 숫자만 입력해 주십시오.",
  }),
  "level-missing": ({ input, others }) => ({
    rule: "어느 것인지 지정되지 않았습니다",
    fix: `\`${input}\` 또는 ${codes(others)} 값을 입력해 주십시오.`,
  }),
  "not-an-id": ({ others }) => ({
    rule: "ID는 영문자와 숫자로만 되어 있습니다",
    fix: `${COPY_IDS} 이름은 ${codes(others)}에 입력합니다.`,
  }),
  "only-one": () => ({ rule: "값을 하나만 받습니다", fix: "여러 값은 Stage와 Usage Plan에만 입력할 수 있습니다." }),
  "name-too-long": ({ max }) => ({
    rule: `이름이 너무 깁니다(최대 ${max}자)`,
    fix: "콘솔에서 이름을 복사해 주십시오.",
  }),
  "name-characters": () => ({
    rule: "이름에는 제어 문자가 들어갈 수 없습니다",
    fix: "보이지 않는 문자가 함께 복사되었습니다. 이름을 직접 입력해 주십시오.",
  }),
  "star-not-alone": () => ({
    rule: "`*`는 전체를 뜻하므로 단독으로만 사용할 수 있습니다",
    fix: "`*`와 나머지 값(같은 항목의 이름 포함) 중 하나를 지워 주십시오.",
  }),
  "star-as-name": ({ others }) => ({
    rule: "이름에는 `*`를 사용할 수 없습니다",
    fix: `전체를 지정하려면 ${codes(others)}에 \`*\`를 입력해 주십시오.`,
  }),
  "star-on-both": ({ others }) => ({
    rule: `${codes(others)}와 함께 \`*\`를 사용하면 모든 Stage에서 모든 Usage Plan이 연결 해제됩니다`,
    fix: "Stage 또는 Usage Plan을 지정해 주십시오. 변경하지 않는 `mode: check`와 모의 실행에는 사용할 수 있습니다.",
  }),
  "star-needs-below": ({ others }) => ({
    rule: `${codes(others)}도 \`*\`일 때만 \`*\`를 사용할 수 있습니다`,
    fix: "`*`는 Stage, API, Product 순서로 아래 항목부터 사용할 수 있습니다.",
  }),
  "id-and-names": ({ others }) => ({
    rule: `ID와 이름(${codes(others)})을 함께 입력하면 서로 대조하므로 각각 하나씩이어야 합니다`,
    fix: "ID와 이름 중 한쪽만 입력해 주십시오.",
  }),
  "key-missing": ({ input, others }) => ({
    rule: "비어 있습니다",
    fix: `시크릿으로 입력하거나 환경 변수 ${codes(others)} 중 하나를 설정해 주십시오. 이미 설정했다면 다음을 확인해 주십시오. 포크와 Dependabot의 실행에는 시크릿이 전달되지 않습니다. environment 시크릿을 사용하려면 job에 \`environment:\`가 필요합니다. 시크릿 이름에 오타가 있으면 빈 값이 전달됩니다(\`${input}\`).`,
  }),
  "key-half": ({ others }) => ({
    rule: `비어 있어서 인증키가 서로 다른 두 곳(${codes(others)})에서 조합됩니다`,
    fix: "두 키를 모두 입력값으로, 또는 모두 환경 변수로 전달해 주십시오. 시크릿 이름에 오타가 있으면 빈 값이 전달됩니다.",
  }),
  "key-variables-differ": ({ others }) => ({
    rule: `환경 변수 ${codes(others)}의 값이 서로 다릅니다`,
    fix: "둘 중 하나를 지우거나 이 입력값을 설정해 주십시오.",
  }),
  "key-white-space": () => ({
    rule: "값 안에 공백이나 줄바꿈이 있습니다",
    fix: "따옴표나 줄바꿈, 다른 값 없이 키만 시크릿에 다시 저장해 주십시오.",
  }),
  "key-characters": () => ({
    rule: "키에 있을 수 없는 문자(따옴표, ASCII가 아닌 문자, 보이지 않는 문자)가 있습니다",
    fix: "콘솔에서 키를 다시 복사해 따옴표 없이 저장해 주십시오.",
  }),
  "key-too-short": ({ min }) => ({
    rule: `${min}자보다 짧습니다. 올바른 키가 아니며, 로그에서 가릴 수도 없습니다`,
    fix: "키 전체를 저장해 주십시오.",
  }),
  "keys-equal": ({ others }) => ({
    rule: `${codes(others)} 값과 같습니다`,
    fix: "두 시크릿 중 하나에 다른 쪽의 값이 저장되어 있습니다.",
  }),
  "keys-swapped": ({ others }) => ({
    rule: `Secret Key로 보이고, ${codes(others)}에는 Access Key로 보이는 값이 있습니다`,
    fix: "두 값을 서로 바꾸어 주십시오. Secret Key가 다른 곳으로 전송된 적이 있으면 새로 발급해 주십시오.",
  }),
  "site-contradiction": ({ others, allowed }) => ({
    rule: `${codes(others)}에 설정된 사이트(${codes(allowed)})와 다릅니다`,
    fix: `\`site\`를 계정의 사이트로 설정해 주십시오${others[0] === "api-url" ? "(또는 둘 중 하나를 지워 주십시오)" : ""}.`,
  }),
  "url-not-a-url": url("URL이 아닙니다", "`https://호스트` 형식으로 입력하고, 필요하면 포트를 붙여 주십시오."),
  "url-scheme": url("`https://`로 시작해야 합니다", "https만 사용합니다(`http`는 로컬 호스트에만 허용)."),
  "url-plain-http": url(
    "`http`는 로컬 호스트(`localhost`, `127.0.0.1`, `[::1]`)에만 사용할 수 있습니다",
    "요청을 보호하는 것은 TLS뿐입니다. https를 사용해 주십시오.",
  ),
  "url-user-info": url("사용자 이름이나 비밀번호가 들어갈 수 없습니다", "@와 그 앞의 내용을 지워 주십시오."),
  "url-query": url("쿼리가 들어갈 수 없습니다", "?와 그 뒤의 내용을 지워 주십시오."),
  "url-fragment": url("프래그먼트가 들어갈 수 없습니다", "#와 그 뒤의 내용을 지워 주십시오."),
  "url-path": url("경로는 `/api/v1`만 사용할 수 있습니다", "경로도 서명에 포함되므로 미러 서버가 바꿀 수 없습니다."),
  "text-too-long": ({ max }) => ({
    rule: `${max}자를 넘습니다`,
    fix: "receipt에도 기록되므로 더 짧게 입력해 주십시오.",
  }),
  "receipt-missing": () => ({
    rule: "비어 있습니다. `mode: restore`에 필요합니다",
    fix: "되돌릴 실행의 `receipt` 출력값을 입력하거나 그 파일을 `receipt-file`로 지정해 주십시오. 그 실행이 변경한 것이 없으면 비어 있습니다. 일부를 비밀 정보로 여기면 GitHub가 job 사이에서 출력값을 비우므로, ID는 `secrets`가 아닌 `vars`에 두거나 파일을 사용해 주십시오.",
  }),
  "receipt-too-long": ({ max }) => ({
    rule: `${max}바이트를 넘습니다`,
    fix: "Linux 프로세스는 이보다 긴 값을 받을 수 없습니다. 대상 목록을 여러 실행으로 나누어 주십시오.",
  }),
  "not-in-mode": ({ shown, allowed }) => ({
    rule: `\`mode: ${shown}\`에서는 사용되지 않습니다`,
    fix: `이 입력값을 지우거나 \`mode\` 값을 다음 중 하나로 바꾸어 주십시오: ${codes(allowed)}.`,
  }),
  "not-beside-approval": () => ({
    rule: "`approval`과 함께 사용할 수 없습니다. 할 일은 이미 `approval`에 들어 있습니다",
    fix: "둘 중 하나를 지워 주십시오.",
  }),
  "needs-api-keys": () => ({
    rule: "API Key 조회가 필요하지만 `look-at-api-keys: false`는 조회하지 않습니다",
    fix: "이 입력값을 지우거나 `look-at-api-keys`를 `true`로 두어 주십시오.",
  }),
  "needs-reads": () => ({
    rule: "조회가 필요하지만 `verify: false`는 변경 요청 하나만 보냅니다",
    fix: "이 입력값을 지우거나 `verify`를 `true`로 두어 주십시오.",
  }),
  "token-missing": ({ others }) => ({
    rule: `비어 있습니다. ${codes(others)}에 필요합니다`,
    fix: "`${{ github.token }}`을 입력하고 job에 `permissions: issues: write`를 추가해 주십시오.",
  }),
};

/** The value that broke the rule. */
export function inputValue({ shown, hidden, odd, entry }: InputFault): string {
  const inside = odd === undefined ? "" : `, ${odd} 문자 포함`;
  const value = shown === undefined ? `${hidden}자, 표시하지 않음${inside}` : `"${shown}"`;
  return `(입력값: ${value}${entry === undefined ? "" : ` 중 ${entry}번째`})`;
}
