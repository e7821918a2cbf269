package incident

var deployed = phrases("we deployed|released|shipped|merged|pushed|rolled|ran|upgraded", "deployed|deployment|release|upgrade|rollout|migration")

var atOnce = phrases(
	"during|right|immediately|directly|shortly|straight .. deployment|deploy|upgrade|release|rollout|migration|change",
	"right|immediately|directly|straight after|afterwards|afterward", "from this|that|then time|moment|point|on",
)

// deployRule reads the start of an outage from a change and the sentence after
// it that says that things broke with it.
func deployRule(r *reader) {
	for i := range r.blocks {
		if !r.prose(i) {
			continue
		}
		all := sentences(r.masked(i))
		for k := 0; k+1 < len(all); k++ {
			next := words(all[k+1].text)
			if !has(next[:min(8, len(next))], atOnce, false) || !has(next, downWords, false) && !has(next, denialOfService, false) {
				continue
			}
			for _, s := range r.timedSentences(i) {
				if s.start != all[k].start || len(s.times) != 1 || s.times[0].Clock.IsZero() || !has(words(s.text), deployed, true) {
					continue
				}
				st, known := r.dated(i, s.times[0])
				if !known || st.Until != nil || st.Impossible != "" {
					continue
				}
				end := all[k+1].start + len(all[k+1].text)
				r.add(started, r.single(i, st).At, weak, r.evidence(i, s.start, end, "deploy"))
				return
			}
		}
	}
}

var denialOfService = phrases("didnt|did|doesnt boot|start|respond|work|not", "anymore", "no longer")
