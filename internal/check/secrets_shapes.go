package check

// shape is what a provider's tokens look like: a prefix and a number of
// characters of an alphabet after it.
type shape struct {
	prefix   string
	min, max int // characters after the prefix
	alphabet string
	kind     string
	valid    func(token string) bool // a further test, nil for none
}

const (
	upper  = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	lower  = "abcdefghijklmnopqrstuvwxyz"
	digits = "0123456789"
	hexes  = "0123456789abcdefABCDEF"
	alnum  = digits + upper + lower
	base64 = alnum + "-_"
)

// shapes are the formats that providers publish for their tokens, or that
// secret scanners of the field agree on. Formats without a prefix of their own
// are left out: a public hash looks the same.
var shapes = []shape{
	{"AKIA", 16, 16, upper + "234567", "an AWS access key", nil},
	{"ASIA", 16, 16, upper + "234567", "an AWS session key", nil},
	{"ghp_", 36, 36, alnum, "a GitHub token", checksum62},
	{"gho_", 36, 36, alnum, "a GitHub token", checksum62},
	{"ghu_", 36, 36, alnum, "a GitHub token", checksum62},
	{"ghs_", 36, 36, alnum, "a GitHub token", checksum62},
	{"ghr_", 36, 36, alnum, "a GitHub token", checksum62},
	{"github_pat_", 82, 82, alnum + "_", "a GitHub token", nil},
	{"npm_", 36, 36, alnum, "an npm token", checksum62},
	{"glpat-", 20, 300, base64 + ".", "a GitLab token", nil},
	{"glptt-", 40, 40, hexes, "a GitLab token", nil},
	{"gldt-", 20, 40, base64, "a GitLab token", nil},
	{"xoxb-", 24, 160, alnum + "-", "a Slack token", hasDigits},
	{"xoxp-", 24, 160, alnum + "-", "a Slack token", hasDigits},
	{"xoxa-", 24, 160, alnum + "-", "a Slack token", hasDigits},
	{"xoxs-", 24, 160, alnum + "-", "a Slack token", hasDigits},
	{"xapp-", 40, 200, alnum + "-", "a Slack token", hasDigits},
	{"AIza", 35, 35, base64, "a Google API key", nil},
	{"GOCSPX-", 28, 28, base64, "a Google OAuth secret", nil},
	{"sk_live_", 24, 247, alnum, "a Stripe key", nil},
	{"rk_live_", 24, 247, alnum, "a Stripe key", nil},
	{"whsec_", 32, 64, alnum + "+/=", "a webhook's signing secret", nil},
	{"sk-ant-", 80, 120, base64, "an Anthropic key", nil},
	{"sk-proj-", 40, 200, base64, "an OpenAI key", nil},
	{"sk-svcacct-", 40, 200, base64, "an OpenAI key", nil},
	{"hf_", 34, 34, upper + lower, "a Hugging Face token", nil},
	{"pypi-AgEIcHlwaS5vcmc", 50, 300, base64, "a PyPI token", nil},
	{"SG.", 66, 66, base64 + ".", "a SendGrid key", func(t string) bool { return len(t) == 69 && t[25] == '.' }},
	{"dop_v1_", 64, 64, "0123456789abcdef", "a DigitalOcean token", nil},
	{"doo_v1_", 64, 64, "0123456789abcdef", "a DigitalOcean token", nil},
	{"shpat_", 32, 32, hexes, "a Shopify token", nil},
	{"shpss_", 32, 32, hexes, "a Shopify secret", nil},
	{"dckr_pat_", 27, 27, base64, "a Docker token", nil},
	{"hvs.", 90, 130, base64, "a Vault token", nil},
	{"dapi", 32, 32, "0123456789abcdef", "a Databricks token", nil},
	{"glsa_", 41, 41, alnum + "_", "a Grafana token", nil},
	{"PMAK-", 59, 59, "0123456789abcdef-", "a Postman key", nil},
	{"lin_api_", 40, 40, alnum, "a Linear key", nil},
	{"ATATT3xFfGF0", 150, 220, base64 + "=", "an Atlassian token", nil},
	{"rubygems_", 48, 48, "0123456789abcdef", "a RubyGems key", nil},
	{"sbp_", 40, 40, "0123456789abcdef", "a Supabase token", nil},
	{"NRAK-", 27, 27, upper + digits, "a New Relic key", nil},
	{"AGE-SECRET-KEY-1", 58, 58, "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", "an age key", nil},
	{"cio", 32, 32, alnum, "a crates.io token", nil},
}

// byFirst are the shapes by the first two bytes of their prefix.
var byFirst = func() map[[2]byte][]*shape {
	m := map[[2]byte][]*shape{}
	for i := range shapes {
		s := &shapes[i]
		key := [2]byte{s.prefix[0], s.prefix[1]}
		m[key] = append(m[key], s)
	}
	return m
}()

// tokenByte tells what a token may consist of.
var tokenByte = func() (table [256]bool) {
	for _, c := range []byte(base64 + ".") {
		table[c] = true
	}
	return table
}()

// shortest is the length of the shortest token.
const shortest = 20
