package incident

import "strings"

var serviceLabels = map[string]bool{
	"services": true, "service": true, "affected services": true, "affected service": true, "services affected": true, "service affected": true, "impacted services": true, "impacted service": true,
	"services impacted": true, "affected systems": true, "systems affected": true, "affected components": true, "components affected": true, "affected products": true, "impacted systems": true,
	"service(s) affected": true, "affected system": true, "affected component": true, "component": true, "components": true, "systems impacted": true,
}

const maxServices = 12

// servicesRule reads the services where the text labels them.
func servicesRule(r *reader) {
	for _, l := range r.labelled {
		if !serviceLabels[l.name] || len(l.value) > 200 || strings.Contains(l.value, ". ") {
			continue
		}
		ev := r.evidence(l.block, l.from, l.start+len(l.value), "services")
		for _, name := range strings.FieldsFunc(strings.ReplaceAll(l.value, " and ", ", "), isDivider) {
			name = strings.Trim(strings.Join(strings.Fields(name), " "), " .-")
			if name != "" && len(name) <= 60 && strings.Count(name, " ") < 5 && len(r.services) < maxServices {
				r.services = append(r.services, Label{name, ev})
			}
		}
		if r.services != nil {
			return
		}
	}
}

func isDivider(c rune) bool { return c == ',' || c == ';' || c == '\n' || c == '/' }
