package incident

// Named is one of the four moments with its name.
type Named struct {
	Name string // started, detected, mitigated or resolved
	Fact *Fact  // nil when unknown
}

// Moments lists the four moments in the order in which they should happen.
func (in *Incident) Moments() []Named {
	return []Named{{"started", in.Started}, {"detected", in.Detected}, {"mitigated", in.Mitigated}, {"resolved", in.Resolved}}
}
