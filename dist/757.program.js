export const id = 757;
export const ids = [757];
export const modules = {

/***/ 608:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ko: () => (/* binding */ ko)
});

;// CONCATENATED MODULE: ./lib/action/messages/ko/reasons.js
const reasons = {
    "bad-request": "잘못된 요청이라는 NCP의 응답",
    "authentication-failed": "인증 실패",
    "permission-denied": "권한 없음",
    forbidden: "접근 거부",
    "not-found": "대상을 찾을 수 없음",
    "request-too-large": "너무 큰 요청",
    "quota-exhausted": "API 호출 한도 소진",
    throttled: "NCP의 요청 속도 제한",
    "endpoint-error": "NCP 내부 서버 오류",
    "endpoint-timeout": "NCP 내부 서버 응답 지연",
    "server-error": "NCP 오류",
    "refused-by-server": "NCP의 요청 거절",
    "redirect-refused": "리다이렉트 응답",
    "clock-wrong": "하루 넘게 어긋난 러너 시계",
    "unexpected-reply": "NCP 문서와 다른 응답",
    "endless-pages": "끝나지 않는 목록",
    "dns-failed": "DNS 조회 실패",
    "connection-failed": "연결 실패",
    "connection-lost": "연결 끊김",
    "tls-failed": "보안 연결 실패",
    "proxy-failed": "프록시 오류",
    "attempt-timed-out": "응답 시간 초과",
    "reply-too-large": "너무 큰 응답",
    "malformed-reply": "HTTP가 아닌 응답",
    "not-verified": "조회로 확인하지 못함",
    deadline: "제한 시간 초과",
    cancelled: "실행 취소",
};

;// CONCATENATED MODULE: ./lib/action/messages/ko/causes.js

const BROKEN = {
    "given up": "요청을 포기했습니다",
    "the run's time is over": "실행의 제한 시간이 지났습니다",
    "the transport was closed": "연결이 닫혀 있었습니다",
    "no complete reply in time": "제한 시간 안에 응답을 다 받지 못했습니다",
    "the reply is too large": "응답이 너무 큽니다",
    "the reply's headers are too large": "응답 헤더가 너무 큽니다",
    "the reply is not HTTP": "응답이 HTTP 형식이 아닙니다",
    "the head of the reply contradicts itself, such as by two lengths": "응답 헤더의 길이 정보 등이 서로 모순됩니다",
    "the server sent 100 Continue, which nobody had asked for": "서버가 요청하지 않은 HTTP 100 응답을 보냈습니다",
    "the server switched to another protocol, which nobody had asked for": "서버가 요청하지 않은 다른 프로토콜로 전환했습니다",
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
const OF_PROXIES = [
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
const WORDS = new Map(Object.entries(BROKEN));
const REASONS = new Map(Object.entries(reasons));
function cause(text) {
    // A failure of ours behind another: its code and the request.
    const [, code = "", request = ""] = /^([a-z-]+): (.*)$/s.exec(text) ?? [];
    const reason = REASONS.get(code);
    if (reason !== undefined)
        return `${reason}: ${request}`;
    return WORDS.get(text) ?? OF_PROXIES.reduce((said, [pattern, words]) => said.replace(pattern, words), text);
}

// EXTERNAL MODULE: ./lib/action/messages/words.js
var words = __webpack_require__(5137);
;// CONCATENATED MODULE: ./lib/action/messages/ko/phrases.js


const { listed, lineOf, keyLine, because, said, time, clock } = (0,words/* createPhrases */.rx)({
    more: (count) => ` 외 ${count}개`,
    ncpCode: "NCP 코드",
    gap: "",
    units: { ms: "밀리초", s: "초", min: "분", h: "시간", d: "일" },
    // One zone, and no summer time.
    zone: { name: "KST", hours: 9 },
    reasons: reasons,
});
const stage = (facts) => `${(0,words/* quoted */.TL)(facts.stage)} Stage`;
const plan = (facts) => `${(0,words/* quoted */.TL)(facts.plan)} Usage Plan`;
const CONSOLE = "Services > Application Services > API Gateway > Usage Plans 또는 My Products";
const RELATED = "사용자 정의 정책에는 각 액션(권한)의 연관 액션도 함께 포함해야 합니다.";
const READER = `서브 계정에 관리형 정책 NCP_API_GATEWAY_VIEWER(조회) 또는 NCP_API_GATEWAY_MANAGER(조회 및 변경)를 부여해 주십시오. ${RELATED}`;
const WRITER = `서브 계정에 관리형 정책 NCP_API_GATEWAY_MANAGER를 부여해 주십시오. 거부된 것은 변경 요청이며, NCP_API_GATEWAY_VIEWER로는 조회만 할 수 있습니다. ${RELATED}`;
/** The policy that allows the request. */
const permissions = ({ operation = "" }) => ((0,words/* isWrite */.ao)(operation) ? WRITER : READER);
/** Without it a sub account's keys are refused whatever its policies are. */
const ACCESS = "Sub Account 콘솔에서 서브 계정의 'API Gateway 접근'이 허용되어 있고 Access Key가 사용 중인지 확인해 주십시오.";
const COPY_IDS = `콘솔(${CONSOLE})에서 ID를 복사하거나, ID 대신 이름을 입력해 주십시오.`;
/** Where the truth can be seen when the action could not see it. */
function look(facts) {
    const read = (0,words/* lookAt */.t5)(facts.operation);
    return `콘솔(${CONSOLE})에서 ${stage(facts)}에 연결된 Usage Plan을 확인하거나, 이 GitHub Action을 \`mode: check\`로 실행해 주십시오.${read === undefined ? "" : ` \`${read}\` 요청으로도 확인할 수 있습니다.`}`;
}
const AGAIN = "스텝을 다시 실행해 주십시오. `verify: true`(기본값)이면 먼저 현재 상태를 조회하고 남은 작업만 수행합니다.";
const NOUN = {
    product: "Product",
    api: "API",
    stage: "Stage",
    "usage-plan": "Usage Plan",
};
/** The subject particle of each. */
const SUBJECT = {
    product: "Product가",
    api: "API가",
    stage: "Stage가",
    "usage-plan": "Usage Plan이",
};
// Of a headline: names stand before their noun, so that the particle follows a word that is known.
/** `무료 체험 플랜 Usage Plan이`, or `Usage Plan 3개가`. */
const planIs = ({ plan: name, several }) => (several ? `${name}가` : `${name} Usage Plan이`);
const stageOf = ({ stage: name, stages }) => (stages ? name : `${name} Stage`);
const NOT_SENT = "요청은 보내지 않았습니다.";
const NOTHING_WRITTEN = "이 대상에는 변경한 것이 없습니다.";
/** What became of a target that was stopped; API keys may have moved to its successor by then. */
const written = (moved = false) => moved ? "연결은 해제하지 않았으며, 그때까지 옮긴 API Key는 receipt에 있습니다." : NOTHING_WRITTEN;

;// CONCATENATED MODULE: ./lib/action/messages/ko/headlines.js


const headlines = {
    nowhere: (of, { stages, apis }) => `${planIs(of)} 연결된 Stage가 없습니다(API ${(0,words/* number */.ai)(apis)}개의 Stage ${(0,words/* number */.ai)(stages)}개 조회)`,
    tooManyKeys: (of, count, limit) => `중단됨: ${stageOf(of)}에서 API Key ${(0,words/* number */.ai)(count)}개가 ${of.plan} Usage Plan을 사용 중입니다(허용: ${(0,words/* number */.ai)(limit)}개)`,
    tooManyCalls: (of, count, limit) => `중단됨: ${stageOf(of)}에서 ${of.plan} Usage Plan의 이번 달 호출이 ${(0,words/* number */.ai)(count)}건입니다(허용: ${(0,words/* number */.ai)(limit)}건)`,
    changed: (of) => `중단됨: ${stageOf(of)}의 ${planIs(of)} 승인받은 내용과 다릅니다`,
    notFound: (level, id, parent) => `${parent === undefined ? "" : `${parent}에 `}${id} ${SUBJECT[level]} 없습니다`,
    plans: (count) => `Usage Plan ${(0,words/* number */.ai)(count)}개`,
    stages: (count) => `Stage ${(0,words/* number */.ai)(count)}개`,
    mixed: (tallies, count) => `대상 ${(0,words/* number */.ai)(count)}개 중 ${tallies.join(", ")}`,
    undo: { below: "(되돌리기: 아래)", summary: "(되돌리기: 요약)" },
    nothing: "할 일이 없습니다: `*`에 해당하는 대상이 없습니다",
    stopped: (count) => `대상을 처리하기 전에 중단되었습니다: 문제 ${count}개`,
    rollback: (sentence) => `롤백: ${sentence}`,
    elsewhere: (sentence, origin) => `${sentence} – NCP가 아닌 ${origin}`,
};

;// CONCATENATED MODULE: ./lib/action/messages/ko/inputs.js


const url = (rule, fix) => () => ({ rule, fix });
const inputRules = {
    "given-empty": ({ allowed }) => ({
        rule: "빈 값이 입력되었습니다. 기본값대로 실행하면 의도하지 않은 변경이 일어날 수 있습니다",
        fix: `입력값을 지우거나 값을 입력해 주십시오${allowed.length > 0 ? `(${(0,words/* codes */.F4)(allowed)})` : ""}. 표현식은 비어 있는 경우가 많습니다: \`push\`·\`schedule\`에서의 \`inputs\`, 건너뛴 job의 출력값, 이름의 오타.`,
    }),
    misspelt: ({ others }) => ({
        rule: `이 GitHub Action의 입력값이 아닙니다. ${(0,words/* codes */.F4)(others)}의 오타로 보입니다`,
        fix: "이름을 고치거나 지워 주십시오. 러너는 경고만 표시하고, 이 값은 사용되지 않습니다.",
    }),
    "not-a-word": ({ allowed }) => ({
        rule: `다음 중 하나여야 합니다: ${(0,words/* codes */.F4)(allowed)}`,
        fix: "대소문자를 구분합니다.",
    }),
    "not-a-boolean": () => ({
        rule: "`true` 또는 `false`여야 합니다",
        fix: "오타가 반대의 뜻이 되지 않도록 `yes`나 `1` 같은 값은 받지 않습니다.",
    }),
    "not-an-integer": (fault) => ({
        rule: "min" in fault
            ? `${fault.min}부터 ${fault.max}까지의 정수여야 합니다`
            : `정수 또는 ${(0,words/* codes */.F4)(fault.allowed)}여야 합니다`,
        fix: "단위 없이 숫자만 입력해 주십시오.",
    }),
    "level-missing": ({ input, others }) => ({
        rule: "어느 것인지 지정되지 않았습니다",
        fix: `\`${input}\` 또는 ${(0,words/* codes */.F4)(others)} 값을 입력해 주십시오.`,
    }),
    "not-an-id": ({ others }) => ({
        rule: "ID는 영문자와 숫자로만 되어 있습니다",
        fix: `${COPY_IDS} 이름은 ${(0,words/* codes */.F4)(others)}에 입력합니다.`,
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
        fix: `전체를 지정하려면 ${(0,words/* codes */.F4)(others)}에 \`*\`를 입력해 주십시오.`,
    }),
    "star-on-both": ({ others }) => ({
        rule: `${(0,words/* codes */.F4)(others)}와 함께 \`*\`를 사용하면 모든 Stage에서 모든 Usage Plan이 연결 해제됩니다`,
        fix: "Stage 또는 Usage Plan을 지정해 주십시오. 변경하지 않는 `mode: check`와 모의 실행에는 사용할 수 있습니다.",
    }),
    "star-needs-below": ({ others }) => ({
        rule: `${(0,words/* codes */.F4)(others)}도 \`*\`일 때만 \`*\`를 사용할 수 있습니다`,
        fix: "`*`는 Stage, API, Product 순서로 아래 항목부터 사용할 수 있습니다.",
    }),
    "id-and-names": ({ others }) => ({
        rule: `ID와 이름(${(0,words/* codes */.F4)(others)})을 함께 입력하면 서로 대조하므로 각각 하나씩이어야 합니다`,
        fix: "ID와 이름 중 한쪽만 입력해 주십시오.",
    }),
    "key-missing": ({ input, others }) => ({
        rule: "비어 있습니다",
        fix: `시크릿으로 입력하거나 환경 변수 ${(0,words/* codes */.F4)(others)} 중 하나를 설정해 주십시오. 이미 설정했다면 다음을 확인해 주십시오. 포크와 Dependabot의 실행에는 시크릿이 전달되지 않습니다. environment 시크릿을 사용하려면 job에 \`environment:\`가 필요합니다. 시크릿 이름에 오타가 있으면 빈 값이 전달됩니다(\`${input}\`).`,
    }),
    "key-half": ({ others }) => ({
        rule: `비어 있어서 인증키가 서로 다른 두 곳(${(0,words/* codes */.F4)(others)})에서 조합됩니다`,
        fix: "두 키를 모두 입력값으로, 또는 모두 환경 변수로 전달해 주십시오. 시크릿 이름에 오타가 있으면 빈 값이 전달됩니다.",
    }),
    "key-variables-differ": ({ others }) => ({
        rule: `환경 변수 ${(0,words/* codes */.F4)(others)}의 값이 서로 다릅니다`,
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
        rule: `${(0,words/* codes */.F4)(others)} 값과 같습니다`,
        fix: "두 시크릿 중 하나에 다른 쪽의 값이 저장되어 있습니다.",
    }),
    "keys-swapped": ({ others }) => ({
        rule: `Secret Key로 보이고, ${(0,words/* codes */.F4)(others)}에는 Access Key로 보이는 값이 있습니다`,
        fix: "두 값을 서로 바꾸어 주십시오. Secret Key가 다른 곳으로 전송된 적이 있으면 새로 발급해 주십시오.",
    }),
    "site-contradiction": ({ others, allowed }) => ({
        rule: `${(0,words/* codes */.F4)(others)}에 설정된 사이트(${(0,words/* codes */.F4)(allowed)})와 다릅니다`,
        fix: `\`site\`를 계정의 사이트로 설정해 주십시오${others[0] === "api-url" ? "(또는 둘 중 하나를 지워 주십시오)" : ""}.`,
    }),
    "url-not-a-url": url("URL이 아닙니다", "`https://호스트` 형식으로 입력하고, 필요하면 포트를 붙여 주십시오."),
    "url-scheme": url("`https://`로 시작해야 합니다", "https만 사용합니다(`http`는 로컬 호스트에만 허용)."),
    "url-plain-http": url("`http`는 로컬 호스트(`localhost`, `127.0.0.1`, `[::1]`)에만 사용할 수 있습니다", "요청을 보호하는 것은 TLS뿐입니다. https를 사용해 주십시오."),
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
        fix: `이 입력값을 지우거나 \`mode\` 값을 다음 중 하나로 바꾸어 주십시오: ${(0,words/* codes */.F4)(allowed)}.`,
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
        rule: `비어 있습니다. ${(0,words/* codes */.F4)(others)}에 필요합니다`,
        fix: "`${{ github.token }}`을 입력하고 job에 `permissions: issues: write`를 추가해 주십시오.",
    }),
};
/** The value that broke the rule. */
function inputValue({ shown, hidden, odd, entry }) {
    const inside = odd === undefined ? "" : `, ${odd} 문자 포함`;
    const value = shown === undefined ? `${hidden}자, 표시하지 않음${inside}` : `"${shown}"`;
    return `(입력값: ${value}${entry === undefined ? "" : ` 중 ${entry}번째`})`;
}

;// CONCATENATED MODULE: ./lib/action/messages/ko/labels.js


const labels_said = (words) => (words === "" ? "" : `: ${words}`);
const MAYBE_THERE = "댓글이 남았을 수도 있습니다";
const PERMISSION = "job에 `permissions: issues: write`(풀 리퀘스트의 댓글이면 `pull-requests: write`)가 필요합니다";
const commentFault = {
    "no-repository": () => "GITHUB_REPOSITORY가 없어 댓글을 남길 저장소를 알 수 없습니다.",
    address: () => "GITHUB_API_URL이 https 주소가 아닙니다. 토큰은 https로만 보냅니다.",
    unauthorized: ({ words }) => `GitHub가 토큰을 받아들이지 않았습니다(401${labels_said(words)}). \`github-token\`이 아직 유효한지 확인해 주십시오.`,
    forbidden: ({ words }) => `토큰에 권한이 없습니다(403${labels_said(words)}). ${PERMISSION}. 포크에서 온 풀 리퀘스트의 토큰에는 이 권한이 없고, 잠긴 이슈에는 댓글을 남길 수 없습니다.`,
    "not-found": ({ words }) => `이 저장소에 그런 이슈가 없거나 토큰으로 볼 수 없습니다(404${labels_said(words)}). \`audit-issue\`를 확인해 주십시오. ${PERMISSION}.`,
    gone: ({ words }) => `이슈가 삭제되었거나 저장소에서 이슈 기능이 꺼져 있습니다(410${labels_said(words)}).`,
    "rate-limited": ({ status, words }) => `GitHub가 이 토큰의 요청 속도를 제한했습니다(${status}${labels_said(words)}). 기다려야 하는 시간이 이 실행에 남은 시간보다 깁니다.`,
    rejected: ({ status, words }) => `GitHub가 거절했습니다(${status}${labels_said(words)}).`,
    "server-error": ({ status, words }) => `GitHub가 오류로 응답했습니다(${status}${labels_said(words)}). 두 번 모두 그랬거나 다시 시도할 시간이 없었습니다. ${MAYBE_THERE}.`,
    moved: ({ status, place }) => `GitHub가 다른 곳으로 안내합니다(${status}${place === "" ? "" : `, ${place}`}). 토큰은 그곳으로 보내지 않습니다. 이슈를 옮겼거나 저장소 이름을 바꾸었다면 \`audit-issue\`에 새 번호를 입력하거나 지워 주십시오.`,
    "not-github": ({ status }) => `응답(${status})에 댓글 번호가 없어 GitHub의 API로 보이지 않습니다. GITHUB_API_URL과 중간의 프록시나 로그인 페이지를 확인해 주십시오.`,
    certificate: ({ words }) => `GitHub API의 인증서를 믿을 수 없습니다(${words}). 사내 CA의 인증서는 NODE_EXTRA_CA_CERTS에 설정해 주십시오.`,
    unreachable: ({ words }) => `GitHub API에 연결할 수 없습니다(${words}).`,
    lost: ({ words }) => `응답이 오지 않았습니다(${words}). ${MAYBE_THERE}.`,
    late: ({ words }) => `실행 시간이 다 되었습니다(${words}). ${MAYBE_THERE}.`,
    unexpected: ({ words }) => words,
};
const labels = {
    level: NOUN,
    rollbackMayFollow: "이후 스텝이 실패하거나 job이 취소되면 자동으로 되돌립니다. 그때는 “롤백”으로 시작하는 블록이 추가됩니다.",
    earlierAttempts: (attempt) => `${attempt}번째 시도입니다. 이전 시도에서 연결 해제한 것은 그 시도의 receipt에 있습니다.`,
    otherServer: (origin) => `NCP가 아닌 ${origin} 서버로 요청을 보냅니다(입력값 \`api-url\`).`,
    sideFailure: (what, words) => ({
        summary: `job 요약을 쓰지 못했습니다: ${words}`,
        outputs: `출력값을 쓰지 못해 이후 스텝에서 사용할 수 없습니다. 이 스텝이 한 일은 위 로그에 있습니다: ${words}`,
        file: `읽을 수 있는 receipt나 approval 파일을 쓰지 못했습니다. 출력값에는 한 줄 텍스트가 있습니다: ${words}`,
        state: `롤백에 사용할 작업 결과를 저장하지 못했습니다. 롤백할 때 직접 조회해 확인합니다: ${words}`,
    })[what],
    commentFailed: (issue, why) => `이슈 ${issue}에 기록을 댓글로 남기지 못했습니다: ${why}`,
    commentFault,
    title: "NCP Usage Plan",
    beforeAfter: "Usage Plan 변경 전 → 변경 후",
    before: "변경 전 Usage Plan",
    now: "현재 Usage Plan",
    nothing: "없음",
    result: "결과",
    target: "대상",
    by: "실행한 사람",
    run: "실행",
    reason: "사유",
    server: "서버",
    why: "주요 원인",
    fix: "조치 방법",
    more: "자세히",
    details: "상세 내용",
    warnings: "경고",
    keys: (count) => `Usage Plan의 API Key ${(0,words/* number */.ai)(count)}개`,
    key: "API Key",
    keyStatus: "상태",
    keyCalls: "이번 달 호출",
    keyMovedTo: "현재 Usage Plan",
    keyWouldMoveTo: "옮길 Usage Plan",
    undo: "되돌리기",
    undoHow: "이 실행이 연결 해제한 Usage Plan을 다시 연결하려면 다음 스텝을 워크플로에 추가해 주십시오.",
    undoTooLarge: "receipt가 너무 커서 여기에 표시하지 않습니다. 이 스텝의 출력값 `receipt`를 사용해 주십시오.",
    receipt: "receipt(`mode: restore`로 되돌릴 때 사용)",
    time: clock,
    seconds: time,
    moreRows: (count) => `… 외 ${(0,words/* number */.ai)(count)}개: 출력값 \`results\`를 확인해 주십시오.`,
    moreWarnings: (count) => `… 외 경고 ${(0,words/* number */.ai)(count)}개는 로그를 확인해 주십시오.`,
    moreInLog: "나머지는 로그에 있습니다.",
    targets: (count) => `대상 ${(0,words/* number */.ai)(count)}개`,
    troubleshooting: "docs/troubleshooting.ko.md",
    audit: "Usage Plan 작업 기록",
};

;// CONCATENATED MODULE: ./lib/action/messages/ko/ncp.js


const REPORT = "위 방법으로 해결되지 않으면 NCP의 코드와 메시지를 적어 이슈를 등록해 주십시오.";
const IN_USE = "바로 전에 이 Stage에서 Usage Plan이 조회되었으므로 ID는 맞습니다. API Key가 이 Usage Plan을 사용하고 있어 NCP가 연결 해제를 거부했을 수 있습니다.";
const MOVE = "먼저 API Key를 다른 Usage Plan으로 옮긴 뒤(`successor-plan-id` 또는 `successor-plan-name`) 연결을 해제해 주십시오. API Key 목록은 콘솔의 API Gateway > API Keys에서 확인할 수 있습니다.";
const NO_ACCESS = "서브 계정에 'API Gateway 접근'이 허용되어 있지 않습니다.";
const LOGIN_PAGE = "NCP 대신 프록시나 네트워크의 로그인 페이지가 응답했습니다.";
const DIRECTLY = "러너의 네트워크에서 NCP에 직접 접속할 수 있는지 확인해 주십시오.";
const API_CHANGED = "이 버전이 나온 뒤에 NCP의 API가 변경되었습니다.";
const SHAPE = {
    JSON: "JSON",
    object: "객체",
    list: "목록",
    id: "ID",
    count: "개수",
    "list-of-keys": "API Key 목록 하나",
    "plan-asked-for": "요청한 Usage Plan",
};
const KIND = {
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
const verifyFalse = ({ operation }) => (0,words/* isWrite */.ao)(operation)
    ? []
    : [
        "변경 권한만 있고 조회 권한이 없는 인증키라면 `verify: false`로 조회 없이 연결 해제 요청 하나만 보낼 수 있습니다.",
    ];
/** Who has to move, by name where they were looked at. */
const move = ({ keys = [] }) => [
    ...lineOf("사용 중인 API Key", keys),
    MOVE,
];
/** With what NCP said of it, and the request. */
const what = (sentence, facts) => `${sentence}${said(facts)}.${(0,words.at)(facts)}`;
const temporary = (sentence) => (facts) => ({
    what: what(sentence, facts),
    why: ["NCP의 일시적인 장애입니다. 요청이 처리되었을 수도 있고, 처리되지 않았을 수도 있습니다."],
    fix: ["네이버 클라우드 플랫폼의 장애 공지를 확인해 주십시오.", AGAIN],
});
const ncpProblems = {
    "bad-request": (facts) => ({
        what: what("NCP가 잘못된 요청이라고 응답했습니다", facts),
        why: facts.seen ? [IN_USE] : ["ID의 형식은 맞지만 NCP에 없는 ID입니다.", API_CHANGED],
        fix: [...(facts.seen ? move(facts) : [COPY_IDS]), REPORT],
    }),
    "authentication-failed": (facts) => ({
        what: what(`${(0,words/* hostWithSite */.GM)(facts.host)}에서 인증키가 거부되었습니다`, facts),
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
        const likely = (0,words/* whyForbidden */.GV)(facts);
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
        what: `계정의 일간 또는 월간 API 호출 한도를 모두 사용했습니다${said(facts)}. 이 요청으로 변경된 것은 없습니다.${(0,words.at)(facts)}`,
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
        what: `서버가 다른 주소로 이동하라고 응답했습니다${said(facts)}. 서명한 요청을 다른 곳으로 보내지 않기 위해 리다이렉트는 따르지 않습니다.${(0,words.at)(facts)}`,
        why: ["`api-url`이 API의 실제 주소가 아닙니다.", LOGIN_PAGE],
        fix: ["`api-url`을 지우거나 API의 실제 주소를 입력해 주십시오.", DIRECTLY],
    }),
    "clock-wrong": (facts) => ({
        what: `러너의 시계가 ${facts.host} 서버보다 약 ${time(Math.abs(facts.ms))} ${facts.ms > 0 ? "빠릅니다" : "느립니다"}. 하루를 넘는 차이는 보정하지 않습니다${said(facts)}.${(0,words.at)(facts)}`,
        why: ["러너의 날짜가 틀렸습니다.", "서버의 `Date` 헤더가 틀렸거나, 다른 서버가 대신 응답했습니다."],
        fix: ["러너의 시계를 NTP로 맞추어 주십시오.", "시계가 맞다면 `api-url`과 프록시를 확인해 주십시오."],
    }),
    "unexpected-reply": (facts) => ({
        what: `응답이 NCP 문서와 다릅니다. ${facts.at === "" ? "예상한 응답" : `\`${facts.at}\`에 예상한 값`}: ${SHAPE[facts.expected]}. 받은 값: ${KIND[facts.got]}.${(0,words.at)(facts)}`,
        why: [LOGIN_PAGE, API_CHANGED],
        fix: [DIRECTLY, "접속에 문제가 없다면 최신 버전을 사용하거나 이 메시지로 이슈를 등록해 주십시오."],
    }),
    "endless-pages": (facts) => ({
        what: `목록 조회가 끝나지 않습니다. 전체 ${(0,words/* number */.ai)(facts.total)}개를 다 받기 전에 다음 페이지에서 새 항목이 더 나오지 않았습니다.${(0,words.at)(facts)}`,
        why: ["조회하는 동안 목록이 변경되었습니다.", "서버의 페이지 처리가 NCP 문서와 다릅니다."],
        fix: [AGAIN, "다시 발생하면 이 메시지로 이슈를 등록해 주십시오."],
    }),
};

;// CONCATENATED MODULE: ./lib/action/messages/ko/network.js



const UNSENT = "이 요청은 보내지 않았습니다.";
const TOO_SLOW = {
    why: ["NCP나 네트워크가 느렸거나, NCP가 요청 속도를 제한했습니다.", "제한 시간에 비해 대상이 많습니다."],
    fix: ["`timeout`(초)을 늘려 주십시오.", AGAIN],
};
const tooSoon = (seconds) => ({
    why: [
        "Usage Plan은 연결되어 있습니다. 다만 되돌릴 연결 해제 요청을 보낸 지 30초가 지나지 않아 뒤늦게 처리될 수 있습니다.",
    ],
    fix: [`${seconds}초 뒤에 스텝을 다시 실행하거나, \`timeout\`을 최소 그만큼 늘려 주십시오.`],
});
const networkProblems = {
    "dns-failed": (facts) => ({
        what: `${facts.host} 호스트의 DNS 조회에 실패했습니다. ${UNSENT}${(0,words.at)(facts)}`,
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
        what: `${facts.host} 서버에 연결할 수 없습니다. ${UNSENT}${(0,words.at)(facts)}`,
        why: [
            "러너와 NCP 사이의 방화벽이 연결을 막고 있습니다.",
            "프록시가 필요한 네트워크입니다.",
            "일시적인 네트워크 장애입니다.",
        ],
        fix: ["러너에서 해당 호스트로의 HTTPS 접속을 허용하거나 HTTPS_PROXY를 설정해 주십시오.", AGAIN],
    }),
    "connection-lost": (facts) => ({
        what: `응답을 다 받기 전에 ${facts.host} 서버와의 연결이 끊어졌습니다.${(0,words.at)(facts)}`,
        why: ["일시적인 네트워크 장애이거나, 방화벽이 연결을 끊었습니다."],
        fix: [AGAIN, "자주 발생하면 러너와 NCP 사이의 프록시나 방화벽을 확인해 주십시오."],
    }),
    "tls-failed": (facts) => ({
        what: `${facts.host} 서버의 인증서나 프로토콜을 신뢰할 수 없어 보안 연결에 실패했습니다. ${UNSENT}${(0,words.at)(facts)}`,
        why: [
            "네트워크의 프록시가 자체 인증서로 TLS를 가로챕니다.",
            "`api-url`이 유효한 인증서가 없는 호스트를 가리킵니다.",
        ],
        fix: [
            "NODE_EXTRA_CA_CERTS에 프록시의 CA 인증서(PEM 파일) 경로를 설정해 주십시오. 요청을 보호하는 것은 TLS뿐이므로 인증서 검사를 끄는 옵션은 없습니다.",
        ],
    }),
    "proxy-failed": (facts) => ({
        what: `프록시가 ${facts.host} 서버로 가는 요청을 통과시키지 않았습니다. 요청은 NCP에 도달하지 않았습니다.${(0,words.at)(facts)}`,
        why: ["프록시의 인증 정보가 틀렸거나, 프록시가 이 호스트를 차단하거나, 프록시 주소가 틀렸습니다."],
        fix: [
            "러너의 HTTPS_PROXY(또는 HTTP_PROXY) 값과 프록시의 로그를 확인해 주십시오.",
            "프록시를 거치지 않으려면 NO_PROXY에 호스트를 추가해 주십시오.",
        ],
    }),
    "attempt-timed-out": (facts) => ({
        what: `${facts.host} 서버의 응답을 기다리다 제한 시간을 초과했습니다.${(0,words.at)(facts)}`,
        why: ["네트워크 또는 NCP의 일시적인 장애입니다.", "방화벽이 거부 응답 없이 패킷을 버립니다."],
        fix: [AGAIN, "항상 발생하면 러너에서 해당 호스트로 HTTPS 접속이 되는지 확인해 주십시오."],
    }),
    "reply-too-large": (facts) => ({
        what: `${facts.host} 서버의 응답이 이 API의 최대 크기(1 MiB)를 넘어 사용하지 않았습니다.${(0,words.at)(facts)}`,
        why: ["NCP가 아닌 다른 서버가 응답했습니다."],
        fix: ["`api-url`을 확인하고, NCP 대신 프록시가 응답하는지 확인해 주십시오."],
    }),
    "malformed-reply": (facts) => ({
        what: `${facts.host} 서버의 응답이 올바른 HTTP 응답이 아닙니다.${(0,words.at)(facts)}`,
        why: ["HTTP 서버가 아니거나, 프록시가 응답을 손상시켰습니다."],
        fix: ["`api-url`과 프록시를 확인해 주십시오."],
    }),
    deadline: (facts) => ({
        ...(facts.seconds === undefined ? TOO_SLOW : tooSoon(facts.seconds)),
        what: `\`timeout\`으로 정한 제한 시간을 초과했습니다.${(0,words.at)(facts)}`,
    }),
    cancelled: (facts) => ({
        what: `작업을 마치기 전에 실행이 취소되었습니다.${(0,words.at)(facts)}`,
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
};

;// CONCATENATED MODULE: ./lib/action/messages/ko/notes.js



const NO_WAY_BACK = "receipt로 API Key를 되돌릴 수 없습니다";
const notes = {
    retrying: (facts) => `${facts.attempt}번째 시도가 실패했습니다(${because(facts)}). ${time(facts.ms)} 뒤에 다시 시도합니다.${(0,words.at)(facts)}`,
    "clock-corrected": ({ ms }) => `러너의 시계가 NCP보다 약 ${time(Math.abs(ms))} ${ms > 0 ? "빠릅니다" : "느립니다"}. 보정한 시각으로 요청에 서명합니다. 시계를 맞추어 주십시오.`,
    "done-after-refusal": (facts) => `NCP가 ${stage(facts)}의 ${plan(facts)}에 대한 요청을 거절했지만(${because(facts)}), 두 번 조회한 결과 반영되어 있습니다. 요청이 실제로는 처리되었거나 같은 시점에 다른 사람이 변경한 것입니다. receipt에 기록했습니다.`,
    observed: (facts) => facts.list.length === 0
        ? `${stage(facts)}에 연결된 Usage Plan이 없습니다(기본 Usage Plan 제외).`
        : `${stage(facts)}에 연결된 Usage Plan: ${listed(facts.list)}.`,
    targets: ({ count, list }) => `대상: ${(0,words/* number */.ai)(count)}개.${list.length === 0 ? "" : ` ${listed(list, count)}`}`,
    writing: (facts) => `${stage(facts)}의 ${plan(facts)}에 대한 요청을 보냅니다.${(0,words.at)(facts)}`,
    accepted: () => "NCP가 요청을 접수했습니다.",
    reconciling: (facts) => `요청이 처리되었는지 분명하지 않습니다(${because(facts)}). 확인될 때까지 조회합니다.${(0,words.at)(facts)}`,
    "still-there": (facts) => `${facts.count > 1 ? `Usage Plan ${(0,words/* number */.ai)(facts.count)}개` : plan(facts)}의 변경이 아직 조회되지 않습니다. ${time(facts.ms)} 뒤에 다시 조회합니다.`,
    verified: (facts) => `${stage(facts)}를 다시 조회해 변경을 확인했습니다(Usage Plan ${(0,words/* number */.ai)(facts.count)}개).`,
    "neighbours-changed": (facts) => {
        const added = facts.added.length === 0 ? "" : ` 연결됨: ${listed(facts.added)}.`;
        const removed = facts.removed.length === 0 ? "" : ` 연결 해제됨: ${listed(facts.removed)}.`;
        return `그사이 다른 사람이 ${stage(facts)}의 다른 Usage Plan을 변경했습니다.${added}${removed} 이 실행은 해당 Usage Plan을 건드리지 않았습니다.`;
    },
    unverified: (facts) => `NCP가 ${stage(facts)}의 ${plan(facts)}에 대한 요청을 접수했습니다. \`verify: false\`이므로 결과는 조회로 확인하지 않았습니다.`,
    "looked-at": ({ count, total, plan: none }) => `${none === undefined ? "" : `${plan({ plan: none })}이 연결된 Stage가 없습니다. `}API ${(0,words/* number */.ai)(total)}개의 Stage ${(0,words/* number */.ai)(count)}개를 조회했습니다.`,
    progress: ({ count, total }) => `대상 ${(0,words/* number */.ai)(total)}개 중 ${(0,words/* number */.ai)(count)}개 완료.`,
    "nothing-to-do": () => "`*`에 해당하는 대상이 없습니다. 할 일이 없습니다.",
    cancelling: ({ ms }) => `취소되었습니다. 새 변경은 시작하지 않으며, 진행 중인 작업을 최대 ${time(ms)} 동안 마무리하거나 확인합니다.`,
    "plan-renamed": ({ id, expected, got }) => `ID가 ${(0,words/* quoted */.TL)(id)}인 Usage Plan의 이름이 연결 해제된 뒤에 바뀌었습니다. 당시: ${(0,words/* quoted */.TL)(expected)}, 현재: ${(0,words/* quoted */.TL)(got)}.`,
    "key-restored": (facts) => `${(0,words/* quoted */.TL)(facts.name)} API Key를 ${stage(facts)}의 ${plan(facts)}에 다시 연결했습니다.`,
    "key-would-restore": (facts) => `${(0,words/* quoted */.TL)(facts.name)} API Key를 ${stage(facts)}의 ${plan(facts)}에 다시 연결할 예정입니다.`,
    "key-kept": (facts) => `${(0,words/* quoted */.TL)(facts.name)} API Key는 현재 ${plan(facts)}이 아니라 ${(0,words/* quoted */.TL)(facts.got)} Usage Plan에 연결되어 있으므로 그대로 둡니다. 그사이 누군가 옮겼습니다.`,
    "receipt-shortened": () => "이름까지 담으면 receipt가 너무 커지므로 ID만 담았습니다.",
    approved: ({ count, sentAt, ms, name, got }) => {
        const by = got === undefined ? "" : `, 실행한 사람: ${got}`;
        const from = name === undefined ? "" : `, ${name}`;
        return `승인받은 대상 ${(0,words/* number */.ai)(count)}개만 처리합니다. 모의 실행 시각: ${clock(sentAt)}(${time(ms)} 전)${by}${from}`;
    },
    "approval-others": (facts) => `승인 이후 ${plan(facts)}이 다른 Stage ${(0,words/* number */.ai)(facts.count)}개에 연결되었습니다. 승인에 없는 Stage이므로 변경하지 않았습니다.`,
    "successor-gone": (facts) => `${stage(facts)}에서 ${plan(facts)}의 연결을 다시 해제했습니다. 되돌린 실행이 연결했던 것이고, 사용하는 API Key가 없습니다.`,
    "successor-would-go": (facts) => `${stage(facts)}에서 ${plan(facts)}의 연결을 다시 해제하게 됩니다. 되돌릴 실행이 연결했던 것이고, 사용하는 다른 API Key가 없습니다.`,
    "successor-kept": (facts) => `되돌릴 실행이 연결한 ${plan(facts)}을 ${stage(facts)}에 그대로 두었습니다: ${facts.list.length > 0
        ? `사용하는 API Key가 있습니다: ${listed(facts.list)}`
        : facts.reason === undefined
            ? "연결이 해제되었는지 확인하지 못했습니다"
            : reasons[facts.reason]}.`,
    "affected-keys": (facts) => facts.count === 0
        ? `${stage(facts)}에서 ${plan(facts)}을 사용하는 API Key가 없습니다.`
        : `${stage(facts)}에서 ${plan(facts)}을 사용하는 API Key(ID, 이번 달 호출 수): ${(0,words/* number */.ai)(facts.count)}개. ${listed(facts.list, facts.count)}`,
    "keys-unknown": (facts) => `${stage(facts)}에서 ${plan(facts)}을 사용하는 API Key를 조회하지 못했습니다(${reasons[facts.reason]}). 사용자가 영향을 받을 수 있으며, ${NO_WAY_BACK}.`,
    "keys-not-looked-at": () => `영향을 받는 API Key를 확인하지 않았습니다(\`look-at-api-keys: false\`). 따라서 ${NO_WAY_BACK}.`,
    "default-plan": (facts) => {
        const limits = (0,words/* limitsOf */.Af)(facts, {
            rateRps: (count) => `${count}건/초`,
            dayQuotaRequest: (count) => `${count}건/일`,
            monthQuotaRequest: (count) => `${count}건/월`,
        });
        return `Usage Plan의 연결을 해제한 뒤 API Key에 무엇이 적용되는지는 NCP 문서에 없습니다. ${stage(facts)}의 기본 Usage Plan이 적용될 수 있으며, 그 요청 처리량과 한도는 ${limits === "" ? "NCP 응답에 없습니다" : `${limits}입니다`}.`;
    },
    "keys-would-move": (facts) => `${stage(facts)}에서 ${plan(facts)}의 API Key ${(0,words/* number */.ai)(facts.count)}개를 ${(0,words/* quoted */.TL)(facts.successor)} Usage Plan으로 옮기게 됩니다.${facts.attaches ? ` 그 전에 ${(0,words/* quoted */.TL)(facts.successor)} Usage Plan을 연결합니다.` : ""}`,
    "keys-moved": (facts) => `${stage(facts)}에서 ${plan(facts)}의 API Key ${(0,words/* number */.ai)(facts.count)}개를 ${(0,words/* quoted */.TL)(facts.successor)} Usage Plan으로 옮겼습니다.`,
    "key-left": (facts) => `${(0,words/* quoted */.TL)(facts.name)} API Key가 ${stage(facts)}에서 ${plan(facts)}에도 후속 Usage Plan에도 없습니다. 그사이 누군가 옮기거나 삭제했습니다.`,
    "successor-quota": (facts) => `이번 달 호출 수가 ${stage(facts)}의 ${plan(facts)} 월 한도(${(0,words/* number */.ai)(facts.limit)}건)보다 많은 API Key가 있습니다: ${listed(facts.list)}.`,
    "key-gone": (facts) => `${(0,words/* quoted */.TL)(facts.name)} API Key가 삭제되어 ${plan(facts)}에 되돌리지 않습니다.`,
    "keys-not-known": (facts) => `${stage(facts)}에서 ${plan(facts)}의 연결을 해제할 때 API Key를 조회하지 않았습니다. 사용하던 API Key는 되돌리지 않습니다.`,
    "may-still-land": (facts) => `${stage(facts)}에 ${plan(facts)}이 현재 연결되어 있습니다. ${clock(facts.sentAt)}에 보낸 요청이 나중에 처리되어 연결이 해제될 수 있으니 다시 확인해 주십시오.`,
    "plan-made-anew": (facts) => `${stage(facts)}에 연결되어 있던 ${plan(facts)}은 더 이상 없습니다. 이름이 같은 Usage Plan: ${listed(facts.list)}. 연결하지 않았습니다.`,
    "rollback-nothing": () => "이 스텝이 변경한 것이 없으므로 롤백할 것이 없습니다.",
    "rollback-no-record": () => "메인 스텝이 남긴 작업 기록이 없어 롤백하지 않습니다. 작업을 시작하기 전에 종료되었습니다. 메인 스텝의 로그를 확인해 주십시오.",
    "rollback-waits": () => "메인 스텝이 아직 실행 중입니다. 중지를 요청하고 끝날 때까지 기다립니다.",
    "secret-is-short": ({ name }) => `${(0,words/* quoted */.TL)(name)} 변수의 시크릿이 8자보다 짧습니다. 러너는 ID와 출력값을 포함해 같은 문자열이 나오는 모든 곳을 가립니다.`,
};

;// CONCATENATED MODULE: ./lib/action/messages/ko/papers.js


const RESTORE = "이 스텝의 로그와 요약에 있는 receipt로 이 GitHub Action을 `mode: restore`로 실행해 주십시오.";
const differences = ({ got, successor, added, removed }) => [
    ...(got === undefined ? [] : [`현재 이름: ${(0,words/* quoted */.TL)(got)}`]),
    ...(successor === undefined ? [] : [`후속 Usage Plan의 현재 이름: ${(0,words/* quoted */.TL)(successor)}`]),
    ...(added.length === 0 ? [] : [`추가된 API Key: ${listed(added)}`]),
    ...(removed.length === 0 ? [] : [`빠진 API Key: ${listed(removed)}`]),
].join("; ");
const paperProblems = {
    "receipt-invalid": ({ name, expected }) => ({
        what: `되돌리기 정보(receipt)를 읽을 수 없습니다. 잘못된 값: \`${name}\`(필요한 값: ${expected}). ${NOT_SENT}`,
        why: ["전달하는 과정에서 잘리거나 바뀌었습니다. 예: 셸에서 따옴표가 사라짐, 로그에서 일부만 복사함."],
        fix: [
            "되돌릴 실행의 `receipt` 출력값이나 `receipt-file`을 그대로 사용하거나, 그 실행의 요약에 있는 YAML 스텝을 사용해 주십시오.",
        ],
    }),
    "receipt-other-site": ({ expected, got }) => ({
        what: `다른 곳에서 만든 되돌리기 정보(receipt)입니다. 만든 곳: ${expected}, 이 스텝: ${got}. ${NOT_SENT}`,
        why: ["다른 실행의 것이거나, `site` 또는 `api-url`이 그 실행과 다릅니다."],
        fix: ["되돌릴 실행과 같은 `site`와 `api-url`을 사용해 주십시오."],
    }),
    "receipt-other-account": () => ({
        what: `이 스텝과 다른 Access Key로 만든 되돌리기 정보(receipt)입니다. ${NOT_SENT}`,
        why: ["되돌릴 실행의 인증키가 아니거나, 그 뒤에 인증키를 교체했습니다."],
        fix: [
            "되돌릴 실행에서 사용한 Access Key를 사용해 주십시오.",
            "같은 계정에서 인증키만 교체했다면 읽을 수 있는 형식의 receipt(`receipt-file`)에서 `account` 항목을 지워 주십시오. 그러면 비교하지 않습니다.",
        ],
    }),
    "receipt-too-large-to-pass-on": ({ count, limit }) => ({
        what: `이 실행의 되돌리기 정보(receipt)는 ${(0,words/* number */.ai)(count)}자가 되는데, 뒤의 스텝에는 ${(0,words/* number */.ai)(limit)}자까지만 전달할 수 있어 되돌릴 수 없게 됩니다. 변경한 것은 없습니다.`,
        why: ["대상이나 API Key가 수천 개입니다. Linux 프로세스의 환경 변수 하나에는 128 KiB만 담을 수 있습니다."],
        fix: ["매트릭스로 대상을 나누어 주십시오. 모의 실행의 `matrix` 출력값에는 Stage마다 항목이 하나씩 있습니다."],
    }),
    "receipt-masked": ({ name }) => ({
        what: `되돌리기 정보(receipt)의 일부가 \`***\`로 가려져 있습니다(${name}). ${NOT_SENT}`,
        why: [
            "GitHub는 시크릿으로 판단한 문자열을 가립니다. 예: 시크릿으로 등록한 ID, 흔한 단어로 된 시크릿.",
            "가려진 로그나 요약에서 receipt를 복사했습니다.",
        ],
        fix: [
            "`receipt-file` 출력값의 파일을 아티팩트로 보관했다가 사용해 주십시오. 파일은 가려지지 않습니다.",
            "ID는 시크릿이 아니라 변수(`vars`)로 등록하고, 여러 줄이거나 흔한 단어인 시크릿은 사용하지 말아 주십시오.",
        ],
    }),
    "state-unwritable": ({ path, reason }) => ({
        what: `러너의 상태 파일에 기록할 수 없습니다(${reason}): ${path}. 이 파일이 없으면 롤백할 수 없으므로 아무것도 변경하지 않았습니다.`,
        why: ["디스크에 남은 공간이 없습니다.", "러너의 파일에 쓸 수 없는 사용자로 컨테이너에서 job이 실행되고 있습니다."],
        fix: [
            "디스크 공간을 확보하거나, 컨테이너의 사용자가 러너의 임시 폴더에 쓸 수 있게 해 주십시오(`options: --user root`).",
            "또는 `rollback-on-failure` 없이 실행해 주십시오.",
        ],
    }),
    "rollback-failed": () => ({
        what: "이 스텝이 연결 해제한 Usage Plan을 모두 다시 연결하지는 못했습니다.",
        why: [],
        fix: [`원인을 해결한 뒤 ${RESTORE}`, `또는 콘솔(${CONSOLE})에서 Usage Plan을 직접 연결해 주십시오.`],
    }),
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
        what: `${stage(facts)}의 ${plan(facts)}이 승인받은 내용과 다릅니다. ${differences(facts)}. ${written(facts.moved)}`,
        why: ["모의 실행 뒤에 누군가 변경했습니다."],
        fix: ["모의 실행을 다시 하고 새로 승인을 받아 주십시오."],
    }),
    "state-damaged": () => ({
        what: "메인 스텝이 남긴 기록이 손상되어 무엇이 변경되었는지 알 수 없습니다. 다시 연결한 것은 없습니다.",
        why: ["러너의 상태 파일이 전달 과정에서 잘리거나 바뀌었습니다. 예: 디스크 공간 부족, 러너 종료."],
        fix: [
            "메인 스텝의 로그와 요약에서 변경한 내용을 확인하고, 그 receipt로 이 GitHub Action을 `mode: restore`로 실행해 주십시오.",
            `또는 콘솔(${CONSOLE})에서 Stage를 비교해 주십시오.`,
        ],
    }),
    "main-still-running": () => ({
        what: "메인 스텝이 아직 실행 중일 수 있고, 중지 요청을 받고도 끝나지 않았습니다. 연결이 다시 해제될 수 있으므로 다시 연결하지 않았습니다.",
        why: [
            "컨테이너에서 실행되는 job에서는 취소 신호가 컨테이너 안의 프로세스에 전달되지 않습니다.",
            "두 스텝이 서로의 프로세스를 볼 수 없습니다.",
        ],
        fix: [`job이 끝난 뒤 ${RESTORE}`, `또는 콘솔(${CONSOLE})에서 Stage를 확인해 주십시오.`],
    }),
};

;// CONCATENATED MODULE: ./lib/action/messages/ko/targets.js



function idNotFound(facts, of, within) {
    const { id, list = [], total, named } = facts;
    return {
        what: `${within} ID가 ${(0,words/* quoted */.TL)(id)}인 ${SUBJECT[of]} 없습니다${said(facts)}. ${NOTHING_WRITTEN}`,
        why: [
            ...(named === undefined ? [] : [`입력한 ${(0,words/* quoted */.TL)(id)} 값은 ID가 아니라 ${NOUN[of]}의 이름입니다. ID: ${named}.`]),
            "ID에 오타가 있거나, 다른 Product, 계정 또는 사이트에서 복사한 ID입니다.",
            "ID 대신 이름을 입력했습니다. ID는 `a1b2c3d4e5`와 같은 형식입니다.",
            `${SUBJECT[of]} 삭제되었습니다.`,
            "이 계정에 조회 권한이 없습니다.",
        ],
        fix: [
            ...lineOf(`조회된 ${NOUN[of]}`, list, total),
            `\`${of}-id\`를 올바른 값으로 고치거나 \`${of}-name\`에 이름을 입력해 주십시오.`,
        ],
    };
}
const OWNERS = "연결을 해제하면 사용자는 이 Stage에서 Usage Plan의 요청 처리량과 한도를 잃습니다.";
const targets_MOVE = "API Key를 먼저 옮기려면 후속 Usage Plan(`successor-plan-id` 또는 `successor-plan-name`)도 지정해 주십시오. 옮길 API Key도 이 제한에 포함됩니다.";
const targetProblems = {
    "invalid-input": ({ list }) => ({
        what: `입력값 ${list.length}개가 올바르지 않습니다. ${NOT_SENT}`,
        why: [],
        fix: list,
    }),
    "product-not-found": (facts) => idNotFound(facts, "product", "이 계정에"),
    "api-not-found": (facts) => idNotFound(facts, "api", "이 Product에"),
    "stage-not-found": (facts) => idNotFound(facts, "stage", "이 API에"),
    "plan-not-found": (facts) => idNotFound(facts, "usage-plan", "이 계정에"),
    "name-not-found": ({ level, name, list }) => ({
        what: `이름이 ${(0,words/* quoted */.TL)(name)}인 ${SUBJECT[level]} 없습니다. ${NOTHING_WRITTEN}`,
        why: [
            "이름에 오타가 있습니다. 대소문자와 공백도 정확히 같아야 합니다.",
            "모양만 같은 다른 문자나 보이지 않는 문자가 섞여 있습니다. 이런 문자는 \\u{…} 형식으로 표시됩니다.",
            "이름이 바뀌었거나, 다른 Product 또는 다른 계정에 있습니다.",
        ],
        fix: [
            ...lineOf("비슷한 이름", list),
            `${list.length === 0 ? "콘솔에서 이름을 확인해 " : ""}\`${level}-name\`을 고치거나 \`${level}-id\`에 ID를 입력해 주십시오.`,
        ],
    }),
    "name-ambiguous": ({ level, name, list }) => ({
        what: `이름이 ${(0,words/* quoted */.TL)(name)}인 ${SUBJECT[level]} ${list.length}개 있습니다. ${NOTHING_WRITTEN}`,
        why: ["NCP에서는 같은 이름을 여러 번 사용할 수 있습니다."],
        fix: [`이름 대신 ID를 입력해 주십시오: ${listed(list)}.`],
    }),
    "id-name-mismatch": ({ level, id, got, expected }) => ({
        what: `ID가 ${(0,words/* quoted */.TL)(id)}인 ${NOUN[level]}의 이름이 입력값과 다릅니다. 입력한 이름: ${(0,words/* quoted */.TL)(expected)}, 조회된 이름: ${got === "" ? "없음" : (0,words/* quoted */.TL)(got)}. ${NOTHING_WRITTEN}`,
        why: ["의도한 것과 다른 대상의 ID입니다.", "이름이 바뀌었습니다."],
        fix: ["ID와 이름 중 틀린 것을 고치거나, 둘 중 하나만 입력해 주십시오."],
    }),
    "another-target-is-wrong": ({ count }) => ({
        what: `다른 대상 ${(0,words/* number */.ai)(count)}개의 지정이 잘못되어 이 대상에는 아무것도 변경하지 않았습니다.`,
        why: ["존재하지 않거나 서로 맞지 않는 ID 또는 이름이 있으면 나머지 대상도 의도한 것인지 알 수 없습니다."],
        fix: ["잘못된 값을 고치거나 제외한 뒤 스텝을 다시 실행해 주십시오."],
    }),
    "not-attached": (facts) => ({
        what: `${plan(facts)}이 ${stage(facts)}에 연결되어 있지 않으며, \`if-not-attached: fail\` 설정에 따라 실패로 처리했습니다. ${NOTHING_WRITTEN}`,
        why: ["이전 실행이나 수동 작업으로 이미 연결 해제되었습니다.", "의도한 Stage 또는 Usage Plan이 아닙니다."],
        fix: ["문제가 없는 상황이라면 `if-not-attached: succeed`(기본값)를 사용해 주십시오."],
    }),
    "plan-attached": (facts) => ({
        what: `${plan(facts)}이 연결되어 있지 않아야 할 ${stage(facts)}에 연결되어 있습니다.`,
        why: ["누군가 연결했거나, 연결 해제된 적이 없습니다."],
        fix: [
            "연결을 해제하려면 이 GitHub Action을 `mode: detach`로 실행해 주십시오.",
            "누가 어떤 이유로 연결했는지 콘솔에서 확인해 주십시오.",
        ],
    }),
    "api-keys-unreadable": (facts) => ({
        what: `Usage Plan을 사용하는 API Key를 조회하지 못했습니다: ${reasons[facts.reason]}${said(facts)}. ${NOTHING_WRITTEN}`,
        why: [
            "API Key와 구독 정보를 조회할 권한이 없습니다. 두 권한이 모두 필요합니다.",
            "조회하는 동안 네트워크 또는 NCP에 장애가 있었습니다.",
        ],
        fix: [
            permissions(facts),
            "또는 `look-at-api-keys: false`로 설정하고, API Key 조회가 필요한 입력값을 지워 주십시오.",
        ],
    }),
    "too-many-api-keys": ({ count, limit, moved }) => ({
        what: `이 Stage에서 API Key ${(0,words/* number */.ai)(count)}개가 이 Usage Plan을 사용하고 있습니다. \`max-affected-api-keys\`의 허용값은 ${(0,words/* number */.ai)(limit)}개입니다. ${OWNERS} ${written(moved)}`,
        why: [],
        fix: ["사용자와 협의가 끝났다면 `max-affected-api-keys` 값을 올려 주십시오.", targets_MOVE],
    }),
    "too-many-calls": ({ count, limit, moved }) => ({
        what: `이 Usage Plan을 사용하는 API Key의 이번 달 호출 수가 이 Stage에서 ${(0,words/* number */.ai)(count)}건입니다. \`max-affected-calls\`의 허용값은 ${(0,words/* number */.ai)(limit)}건입니다. ${OWNERS} ${written(moved)}`,
        why: [],
        fix: ["사용자와 협의가 끝났다면 `max-affected-calls` 값을 올려 주십시오.", targets_MOVE],
    }),
    "successor-is-target": (facts) => ({
        what: `${plan(facts)}이 연결을 해제할 대상이면서 후속 Usage Plan으로도 지정되었습니다. 변경한 것이 없습니다.`,
        why: ["API Key를 같은 Usage Plan으로 옮길 수는 없습니다."],
        fix: ["`successor-plan-id` 또는 `successor-plan-name`에 다른 Usage Plan을 지정해 주십시오."],
    }),
    "api-keys-not-moved": (facts) => ({
        what: `일부 API Key를 ${(0,words/* quoted */.TL)(facts.successor)} Usage Plan으로 옮기지 못해 ${stage(facts)}에서 ${plan(facts)}의 연결을 유지했습니다${facts.reason === undefined ? "" : `(${reasons[facts.reason]})`}.${facts.changed ? "" : ` ${NOTHING_WRITTEN}`}`,
        why: ["계정에 API Key를 변경할 권한이 없습니다.", "시간이 부족했거나 NCP 또는 네트워크에 오류가 발생했습니다."],
        fix: [
            ...keyLine("옮기지 못한 API Key", facts.list),
            "NCP가 접근을 거부했다면 서브 계정에 관리형 정책 NCP_API_GATEWAY_MANAGER를 부여해 주십시오.",
            AGAIN,
            ...(facts.changed ? ["변경한 것을 되돌리려면 receipt로 `mode: restore`를 실행해 주십시오."] : []),
        ],
    }),
};

;// CONCATENATED MODULE: ./lib/action/messages/ko/verdicts.js


const verdicts = {
    unknown: {
        label: "확인 불가",
        tally: (count) => `확인 불가 ${(0,words/* number */.ai)(count)}개`,
        headline: (of) => of.aim === "on"
            ? `확인 불가: ${planIs(of)} ${stageOf(of)}에 다시 연결되었는지 알 수 없습니다`
            : `확인 불가: ${planIs(of)} ${stageOf(of)}에서 연결 해제되었는지 알 수 없습니다`,
    },
    failed: {
        label: "실패",
        tally: (count) => `실패 ${(0,words/* number */.ai)(count)}개`,
        headline: (of) => ({
            off: `${planIs(of)} ${stageOf(of)}에서 연결 해제되지 않았습니다`,
            look: `확인하지 못했습니다: ${stageOf(of)}의 ${of.plan}`,
            on: `${planIs(of)} ${stageOf(of)}에 다시 연결되지 않았습니다`,
        })[of.aim],
    },
    refused: {
        label: "중단됨",
        tally: (count) => `중단 ${(0,words/* number */.ai)(count)}개`,
        headline: (of) => `중단됨: ${planIs(of)} ${stageOf(of)}에서 연결 해제되지 않았습니다`,
    },
    attached: {
        label: "연결되어 있음",
        tally: (count) => `연결되어 있음 ${(0,words/* number */.ai)(count)}개`,
        headline: (of) => `${of.red ? "연결 해제되어 있어야 할 " : ""}${planIs(of)} ${stageOf(of)}에 연결되어 있습니다`,
        next: "현황 조회입니다. 추가로 할 일은 없습니다.",
    },
    accepted: {
        label: "접수됨(미확인)",
        tally: (count) => `접수(미확인) ${(0,words/* number */.ai)(count)}개`,
        headline: (of) => `NCP가 접수했습니다: ${planIs(of)} ${of.aim === "on" ? `${stageOf(of)}에 다시 연결` : `${stageOf(of)}에서 연결 해제`}되었는지는 조회하지 않았습니다`,
        next: "조회 권한이 있는 인증키로 `mode: check`를 실행하거나 콘솔에서 확인해 주십시오.",
    },
    detached: {
        label: "연결 해제됨",
        tally: (count) => `연결 해제 ${(0,words/* number */.ai)(count)}개`,
        headline: (of) => `${planIs(of)} ${stageOf(of)}에서 연결 해제되었습니다`,
        next: "되돌리려면 아래 “되돌리기”에 있는 스텝을 사용해 주십시오.",
    },
    restored: {
        label: "복구됨",
        tally: (count) => `복구 ${(0,words/* number */.ai)(count)}개`,
        headline: (of) => `${planIs(of)} ${stageOf(of)}에 다시 연결되었습니다`,
        next: "추가로 할 일은 없습니다.",
    },
    "would-detach": {
        label: "연결 해제 예정",
        tally: (count) => `연결 해제 예정 ${(0,words/* number */.ai)(count)}개`,
        headline: (of) => `모의 실행: ${planIs(of)} ${stageOf(of)}에서 연결 해제될 예정입니다`,
        next: "실제로 적용하려면 같은 스텝을 `dry-run` 없이 실행해 주십시오.",
    },
    "would-restore": {
        label: "복구 예정",
        tally: (count) => `복구 예정 ${(0,words/* number */.ai)(count)}개`,
        headline: (of) => `모의 실행: ${planIs(of)} ${stageOf(of)}에 다시 연결될 예정입니다`,
        next: "실제로 적용하려면 같은 스텝을 `dry-run` 없이 실행해 주십시오.",
    },
    "already-detached": {
        label: "이미 연결 해제됨",
        tally: (count) => `이미 연결 해제됨 ${(0,words/* number */.ai)(count)}개`,
        headline: (of) => {
            if (of.red)
                return `${planIs(of)} ${stageOf(of)}에 연결되어 있지 않았습니다`;
            return of.aim === "look"
                ? `정상: ${planIs(of)} ${stageOf(of)}에 연결되어 있지 않습니다`
                : `${planIs(of)} 이미 ${stageOf(of)}에서 연결 해제되어 있었습니다`;
        },
        next: "추가로 할 일은 없습니다.",
    },
    "already-attached": {
        label: "이미 연결됨",
        tally: (count) => `이미 연결됨 ${(0,words/* number */.ai)(count)}개`,
        headline: (of) => `${planIs(of)} 이미 ${stageOf(of)}에 연결되어 있었습니다`,
        next: "추가로 할 일은 없습니다.",
    },
};

;// CONCATENATED MODULE: ./lib/action/messages/ko/writes.js



const request = ({ sentAt }) => `${clock(sentAt)}에 보낸 요청`;
/** Accepted, and reads do not show it. */
const unseen = (facts, reads, somebody) => ({
    what: `NCP가 ${request(facts)}을 접수했지만, 조회하면 ${plan(facts)}이 아직 ${stage(facts)}에 ${reads}.`,
    why: ["NCP의 처리나 조회 반영이 평소보다 늦습니다.", `같은 순간에 누군가 Usage Plan${somebody}.`],
    fix: [look(facts), "NCP가 느린 상황이라면 `timeout`을 늘려 주십시오.", AGAIN],
});
/** Seen, and then its opposite. */
const undone = (facts, what, somebody) => ({
    what: `${request(facts)} 뒤에 ${plan(facts)}이 ${stage(facts)}${what}하지는 않았습니다.`,
    why: [`그사이 누군가 의도적으로 ${somebody}했습니다.`, "NCP 서버 사이의 상태가 평소보다 오래 어긋나 있습니다."],
    fix: [
        look(facts),
        `누가 ${somebody}했는지 확인하고, 합의된 경우에만 다시 변경해 주십시오. 다시 실행하면 그 사람의 변경을 되돌리게 됩니다.`,
    ],
});
const writeProblems = {
    "reads-disagree": (facts) => ({
        what: `${plan(facts)}이 ${stage(facts)}에 연결되어 있는지 확인할 수 없습니다. 제한 시간까지 NCP의 조회 결과가 서로 달랐습니다. ${NOTHING_WRITTEN}`,
        why: ["다른 사람이 같은 시점에 Stage를 변경하고 있습니다.", "NCP의 조회 반영이 평소보다 늦습니다."],
        fix: [look(facts), AGAIN],
    }),
    "write-uncertain": (facts) => ({
        what: `${request(facts)}이 처리되었는지 확인할 수 없습니다(${reasons[facts.reason]})${said(facts)}. 나중에 처리될 수도 있습니다.${(0,words.at)(facts)}`,
        why: [
            facts.looked
                ? "분명한 응답을 받지 못했고, 제한 시간 안에 조회로도 확인하지 못했습니다."
                : "분명한 응답을 받지 못했고, `verify: false`이므로 조회하지 않았습니다.",
        ],
        fix: [look(facts), facts.looked ? AGAIN : "Usage Plan이 아직 연결되어 있을 때만 스텝을 다시 실행해 주십시오."],
    }),
    "still-attached": (facts) => unseen(facts, "연결되어 있습니다", "을 연결했습니다"),
    "still-detached": (facts) => unseen(facts, "연결되어 있지 않습니다", "의 연결을 해제했습니다"),
    "not-verified": (facts) => ({
        what: `NCP가 ${request(facts)}을 접수했지만, 그 뒤에 ${stage(facts)}를 조회하지 못했습니다(${reasons[facts.reason]})${said(facts)}.`,
        why: ["변경과 조회 사이에 네트워크 또는 NCP에 장애가 있었습니다.", "계정에 변경 권한만 있고 조회 권한이 없습니다."],
        fix: [look(facts), AGAIN],
    }),
    "attached-again": (facts) => undone(facts, "에서 연결 해제되었다가 다시 연결되었습니다. 두 번째로 연결 해제", "연결"),
    "detached-again": (facts) => undone(facts, "에 연결되었다가 다시 연결 해제되었습니다. 두 번째로 연결", "연결 해제"),
    "stage-changed": (facts) => ({
        what: `${request(facts)}이 처리되었는지 확인할 수 없고, 처음 조회한 뒤로 ${stage(facts)}가 변경되었습니다. 그래서 요청을 다시 보내지 않았습니다.`,
        why: ["다른 사람이 같은 Stage에서 작업하고 있습니다. 요청을 다시 보내면 의도한 작업을 되돌릴 수 있습니다."],
        fix: [look(facts), "Stage에서 작업하는 사람과 조율한 뒤, 여전히 필요하면 스텝을 다시 실행해 주십시오."],
    }),
    "keys-differ": (facts) => ({
        what: `receipt에 있는 API Key 중 일부를 ${stage(facts)}의 ${plan(facts)}에 되돌리지 못했습니다.`,
        why: ["API Key를 변경할 권한이 없습니다.", "모두 되돌리기 전에 실행이 취소되었거나 제한 시간이 지났습니다."],
        fix: [
            ...keyLine("해당 API Key", facts.list),
            `콘솔(${CONSOLE})에서 해당 API Key를 직접 Usage Plan에 연결하거나, 복구를 다시 실행해 주십시오.`,
        ],
    }),
};

;// CONCATENATED MODULE: ./lib/action/messages/ko.js











const ko = {
    language: "ko",
    problems: { ...targetProblems, ...writeProblems, ...paperProblems, ...ncpProblems, ...networkProblems },
    notes: notes,
    cause: cause,
    inputRules: inputRules,
    inputValue: inputValue,
    verdicts: verdicts,
    headlines: headlines,
    labels: labels,
};


/***/ })

};
