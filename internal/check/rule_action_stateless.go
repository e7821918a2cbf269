package check

import "candor/internal/diag"

var actionStateless = Rule{
	Code: "action-stateless", About: Completeness, Severity: diag.Hint,
	Reason:  "A follow-up that nobody can see the state of is a promise that nobody can check.",
	Example: "actions: [{text: Alert on replication lag}]: add status: open, done or dropped.",
	post: func(p *Post) []Finding {
		var list []Finding
		for i, a := range p.Post.Actions {
			if a.Status == "" && i < len(p.Post.Lines.Actions) {
				list = append(list, Finding{At: p.offset(p.Post.Lines.Actions[i]), Message: "this follow-up has no state", Hint: "add status: open, done or dropped"})
			}
		}
		return list
	},
}
