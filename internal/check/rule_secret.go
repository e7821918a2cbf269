package check

import (
	"fmt"

	"candor/internal/diag"
)

var secret = Rule{
	Code: "secret", About: Safety, Severity: diag.Error,
	Reason:  "A credential in a post is public from the first build on, and stays in the history of the repository. It must be revoked, not only removed.",
	Example: "A private key, or a token of AWS, GitHub, Slack, Stripe and others, told by its prefix, length and, where it has one, checksum. Examples from documentation do not fire. Only the site may switch this off, no post.",
	post:    findSecret,
}

func findSecret(p *Post) []Finding {
	var list []Finding
	for _, s := range Secrets(p.Text) {
		list = append(list, Finding{At: s.Start, Message: fmt.Sprintf("this looks like %s", s.Kind), Hint: "revoke it now, then replace it here by a few letters and …"})
	}
	return list
}
