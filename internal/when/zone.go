package when

import (
	"strings"
	"sync"
	"time"
)

// Zone is a time zone as written. The zero value is none.
type Zone struct {
	Name string         // as written: PDT, ET, Europe/Berlin, UTC+2
	loc  *time.Location // nil for an abbreviation that stands for several zones
}

// UTC is the zone of that name.
var UTC = Zone{Name: "UTC", loc: time.UTC}

// String returns the name, UTC for Z.
func (z Zone) String() string {
	if z.Name == "Z" || z.Name == "z" {
		return "UTC"
	}
	return z.Name
}

// IsZero reports whether no zone is written.
func (z Zone) IsZero() bool { return z.Name == "" }

// Ambiguous reports whether the abbreviation stands for several zones, like
// IST and BST: then no offset may be taken from it.
func (z Zone) Ambiguous() bool { return z.Name != "" && z.loc == nil }

// abbreviations are fixed offsets from UTC, in minutes, also where the season
// says otherwise.
var abbreviations = map[string]int{
	"UTC": 0, "GMT": 0, "Z": 0, "ZULU": 0, "WET": 0, "WEST": 60, "CET": 60, "CEST": 120, "MEZ": 60, "MESZ": 120,
	"EET": 120, "EEST": 180, "MSK": 180, "SAST": 120, "WAT": 60, "CAT": 120, "EAT": 180, "PKT": 300, "WIB": 420, "ICT": 420, "SGT": 480,
	"HKT": 480, "PHT": 480, "AWST": 480, "JST": 540, "KST": 540, "ACST": 570, "ACDT": 630, "AEST": 600, "AEDT": 660,
	"NZST": 720, "NZDT": 780, "GST": 240, "IDT": 180, "TRT": 180, "MYT": 480, "WITA": 480, "ART": -180, "CLT": -240, "COT": -300, "NST": -210, "NDT": -150, "BRT": -180, "ADT": -180, "EST": -300, "EDT": -240,
	"CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540, "AKDT": -480, "HST": -600,
}

// regional names follow the date: ET is EST or EDT.
var regional = map[string]func() *time.Location{
	"ET": eastern, "CT": central, "MT": mountain, "PT": pacific, "EASTERN": eastern, "CENTRAL": central, "MOUNTAIN": mountain, "PACIFIC": pacific,
}

var (
	eastern  = location("America/New_York")
	central  = location("America/Chicago")
	mountain = location("America/Denver")
	pacific  = location("America/Los_Angeles")
)

// location loads a zone of the embedded database when it is first needed.
func location(name string) func() *time.Location {
	return sync.OnceValue(func() *time.Location {
		loc, err := time.LoadLocation(name)
		if err != nil {
			panic(err) // the database is part of the program
		}
		return loc
	})
}

// ambiguous stand for several zones: India, Israel, Ireland; Britain,
// Bangladesh.
var ambiguous = map[string]bool{"IST": true, "BST": true, "AST": true, "AMT": true}

// longNames are the names of fixed offsets, in minutes.
var longNames = map[string]int{
	"eastern standard time": -300, "eastern daylight time": -240, "central standard time": -360, "central daylight time": -300,
	"mountain standard time": -420, "mountain daylight time": -360, "pacific standard time": -480, "pacific daylight time": -420,
	"central european time": 60, "central european summer time": 120, "british summer time": 60, "greenwich mean time": 0,
	"coordinated universal time": 0, "india standard time": 330, "indian standard time": 330, "japan standard time": 540,
	"india time": 330, "gulf standard time": 240, "moscow time": 180, "singapore time": 480, "hong kong time": 480, "beijing time": 480, "china time": 480,
	"china standard time": 480, "japan time": 540, "korea time": 540, "korea standard time": 540,
}

// readLongName reads a zone's name in full.
func readLongName(s string) (minutes, n int) {
	if s == "" || strings.IndexByte("BCEGHIJKMPS", s[0]) < 0 || letters(s) < 5 {
		return 0, 0
	}
	for i := range 4 {
		k := letters(s[n:])
		if k == 0 || k == len(s) {
			return 0, 0
		}
		n += k
		if i > 0 && strings.EqualFold(s[n-k:n], "time") { // as all of them end
			if minutes, ok := longNames[strings.ToLower(s[:n])]; ok {
				return minutes, n
			}
		}
		if n == len(s) || s[n] != ' ' {
			return 0, 0
		}
		n++
	}
	return 0, 0
}

// FindZone returns the first zone that a text names on its own, as in "all
// times in UTC" or "Time (CEST)".
func FindZone(s string) (Zone, bool) {
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' && s[i] != 'u' || i > 0 && (isLetter(s[i-1]) || isDigit(s[i-1]) || s[i-1] == '/' || s[i-1] == '-' || s[i-1] == '_') {
			continue
		}
		if z, n := readZone(s[i:]); n > 1 {
			return z, true
		}
	}
	return Zone{}, false
}

// regions begin the names of the IANA time zone database.
var regions = map[string]bool{
	"Africa": true, "America": true, "Antarctica": true, "Arctic": true, "Asia": true, "Atlantic": true,
	"Australia": true, "Canada": true, "Etc": true, "Europe": true, "Indian": true, "Pacific": true, "US": true,
}

// ReadZone reads the zone that s begins with, and returns how many bytes that
// takes, 0 when there is none.
func ReadZone(s string) (Zone, int) {
	if s == "" {
		return Zone{}, 0
	}
	return readZone(s)
}

// readZone reads a zone: UTC, PDT, ET, Eastern Time, Europe/Berlin, UTC+2,
// +02:00, -0700.
func readZone(s string) (Zone, int) {
	if minutes, n := readOffset(s, 4); n > 0 {
		return offsetZone(s[:n], minutes), n
	}
	n := letters(s)
	if n == 3 && s[:3] == "UTC" && (len(s) == 3 || s[3] != '+' && s[3] != '-' && s[3] != 0xe2 && ends(s[3:])) {
		return UTC, n
	}
	if n == 0 || s[0] >= 'a' && s[0] != 'u' && s[0] != 'z' && !strings.HasPrefix(s[n:], " time") {
		return Zone{}, 0
	}
	if n < len(s) && s[n] == '/' && regions[s[:n]] {
		return readIANA(s)
	}
	if minutes, k := readLongName(s); k > 0 {
		return offsetZone(s[:k], minutes), k
	}
	if !ends(s[n:]) {
		return Zone{}, 0
	}
	name := s[:n]
	var upper [len("mountain")]byte // no name is longer
	if n > len(upper) {
		return Zone{}, 0
	}
	for i := range n {
		upper[i] = name[i] &^ 0x20
	}
	if place, ok := regional[string(upper[:n])]; ok {
		return readRegional(s, n, place)
	}
	if name != string(upper[:n]) && !strings.EqualFold(name, "utc") && name != "Zulu" && name != "z" {
		return Zone{}, 0
	}
	if place, k := readPair(s, n); k > 0 {
		return Zone{Name: s[:k], loc: place()}, k
	}
	name = strings.ToUpper(name)
	if ambiguous[name] {
		return settle(s, name, n)
	}
	minutes, ok := abbreviations[name]
	if !ok {
		return Zone{}, 0
	}
	if name == "UTC" || name == "GMT" {
		if more, k := readOffset(s[n:], 1); k > 0 {
			return offsetZone(s[:n+k], more), n + k
		}
	}
	return offsetZone(name, minutes), n
}

// pairs are names of both halves of the year: PST/PDT follows the date.
var pairs = map[string]func() *time.Location{
	"EST/EDT": eastern, "CST/CDT": central, "MST/MDT": mountain, "PST/PDT": pacific, "CET/CEST": location("Europe/Berlin"), "GMT/BST": location("Europe/London"),
}

// readPair reads a pair whose first half, of n bytes, s begins with.
func readPair(s string, n int) (place func() *time.Location, length int) {
	if n == len(s) || s[n] != '/' {
		return nil, 0
	}
	length = n + 1 + letters(s[n+1:])
	if place = pairs[s[:length]]; place == nil {
		return nil, 0
	}
	return place, length
}

// settle reads what follows an abbreviation of several zones: BST (UTC+1) says
// which is meant.
func settle(s, name string, n int) (Zone, int) {
	gap := n + blanks(s[n:])
	open := strings.HasPrefix(s[gap:], "(")
	if open {
		gap++
	}
	rest := s[gap:]
	for _, w := range [...]string{"UTC", "GMT", ""} {
		if minutes, k := readOffset(strings.TrimPrefix(rest, w), 1); k > 0 && strings.HasPrefix(rest, w) && (w != "" || open) {
			end := gap + len(w) + k
			if open && strings.HasPrefix(s[end:], ")") {
				end++
			}
			return offsetZone(name, minutes), end
		}
	}
	return Zone{Name: name}, n
}

// readRegional reads ET, or Eastern followed by Time or standing alone with a
// capital.
func readRegional(s string, n int, place func() *time.Location) (Zone, int) {
	name := s[:n]
	if name != strings.ToUpper(name) { // Eastern, not ET
		rest := n + blanks(s[n:])
		w, k := word(s[rest:])
		if w == "time" {
			n = rest + k
		} else if k > 0 || name[0] >= 'a' { // Central servers, or eastern
			return Zone{}, 0
		}
	}
	return Zone{Name: s[:n], loc: place()}, n
}

// readIANA reads a name of the IANA time zone database, which begins with a
// region.
func readIANA(s string) (Zone, int) {
	n := 0
	for n < len(s) && n < 40 && (isLetter(s[n]) || isDigit(s[n]) || strings.IndexByte("/_+-", s[n]) >= 0) {
		n++
	}
	n = len(strings.TrimRight(s[:n], "/_+-"))
	loc, err := time.LoadLocation(s[:n])
	if err != nil {
		return Zone{}, 0
	}
	return Zone{Name: s[:n], loc: loc}, n
}

// readOffset reads +02:00, -0700 and, with at least atLeast digits, +2.
func readOffset(s string, atLeast int) (minutes, n int) {
	if s == "" {
		return 0, 0
	}
	sign, n := 1, 1
	switch {
	case s[0] == '-':
		sign = -1
	case strings.HasPrefix(s, "\u2212"): // the minus of typographers
		sign, n = -1, len("\u2212")
	case s[0] != '+':
		return 0, 0
	}
	value, k := digits(s[n:], 4)
	n += k
	switch {
	case (k == 1 || k == 2) && clockPair(s[n:], ":") > 0:
		m, _ := digits(s[n+1:], 2)
		value, n = value*60+m, n+3
	case k == 4:
		value = value/100*60 + value%100
	case k == 0 || k == 3 || k < atLeast:
		return 0, 0
	default:
		value *= 60
	}
	if value > 14*60 || !ends(s[n:]) {
		return 0, 0
	}
	return sign * value, n
}

func offsetZone(name string, minutes int) Zone {
	if minutes == 0 {
		return Zone{Name: name, loc: time.UTC}
	}
	return Zone{Name: name, loc: offset(minutes * 60)}
}

// offsets are the fixed offsets from UTC by quarters of an hour, from -14 hours.
var offsets = func() (list [8*14 + 1]*time.Location) {
	for i := range list {
		list[i] = time.FixedZone("", (i-4*14)*900)
	}
	return list
}()

// offset returns the location of a fixed offset from UTC in seconds.
func offset(seconds int) *time.Location {
	if i := seconds/900 + 4*14; seconds%900 == 0 && i >= 0 && i < len(offsets) {
		return offsets[i]
	}
	return time.FixedZone("", seconds)
}

// Same reports whether two zones are written for the same offset.
func (z Zone) Same(other Zone) bool {
	if z.loc == nil || other.loc == nil {
		return z.Name == other.Name
	}
	return z.loc.String() == other.loc.String() && (z.loc.String() != "" || z.Name == other.Name)
}
