package incident

import "strings"

// flags are what a quick look finds in a text. Without them the dear readers
// need not look.
type flags uint16

const (
	digits flags = 1 << iota // a time or a count may be there
	colons                   // a label may be there
	units                    // minutes, hours, days, weeks: a length may be there
	days                     // today, yesterday
	zones                    // "all times"
	marks                    // markup
	counts                   // a number that a blank or a per cent sign follows
)

// rare tells the bytes at which a quick look stops: digits, colons, and one
// letter of each word that it looks for, and markup.
var rare = func() (table [256]bool) {
	for _, c := range []byte("0123456789:uykm") {
		table[c] = true
	}
	for c := range table {
		table[c] = table[c] || markup[c]
	}
	return table
}()

// look takes a quick look at a text.
func look(s string) (f flags) {
	for i := 0; i < len(s); i++ {
		if !rare[s[i]] {
			continue
		}
		switch rest := s[i:]; s[i] {
		case ':':
			f |= colons | marks
		case '*', '_', '`', '[', ']', '<', '\\', '&', '~', '!':
			f |= marks
		case 'u':
			if strings.HasPrefix(rest, "ute") || strings.HasPrefix(rest, "ur") && i > 1 && s[i-1] == 'o' && s[i-2]|0x20 == 'h' {
				f |= units
			}
		case 'm':
			switch {
			case strings.HasPrefix(rest, "min"):
				f |= units
			case i > 1 && s[i-1] == 'i' && s[i-2]|0x20 == 't' && strings.HasPrefix(rest, "me"):
				f |= zones
			}
		case 'y':
			if i > 1 && s[i-1] == 'a' && s[i-2] == 'd' {
				f |= units | days
			}
		case 'k':
			if i > 2 && s[i-3:i] == "wee" {
				f |= units
			}
		default:
			f |= digits
			if i+1 < len(s) && (s[i+1] == ' ' || s[i+1] == '%' || s[i+1]|0x20 == 'k' || s[i+1] == 'M') {
				f |= counts
			}
			if i+1 < len(s) && (s[i+1] == 'h' || s[i+1] == 'm') && (i+2 == len(s) || !isWord(s[i+2])) {
				f |= units
			}
		}
	}
	return f
}

func hasDigit(s string) bool {
	for i := 0; i < len(s); i++ {
		if '0' <= s[i] && s[i] <= '9' {
			return true
		}
	}
	return false
}
