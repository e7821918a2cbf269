package site

import "golang.org/x/text/language"

// tongue is what follows from the site's language. Every page says it.
type tongue struct{ direction, locale string }

func tongueOf(lang string) tongue {
	tag, _ := language.Parse(lang)
	base, _ := tag.Base()
	script, _ := tag.Script()
	region, _ := tag.Region()
	t := tongue{"ltr", base.String() + "_" + region.String()}
	switch script.String() {
	case "Arab", "Hebr", "Thaa", "Syrc", "Nkoo", "Adlm", "Rohg":
		t.direction = "rtl"
	}
	return t
}

// Direction is the writing direction of the site's language, as HTML's dir.
func (s *Site) Direction() string { return s.tongue.direction }

// Locale is the language as Open Graph writes it: en_US.
func (s *Site) Locale() string { return s.tongue.locale }
