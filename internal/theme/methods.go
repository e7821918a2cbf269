package theme

import (
	"html/template"

	"candor/internal/theme/quick"
	"candor/internal/when"
)

// methods are those that templates call for every page or row, whatever type
// has them. All others are called as well, by reflection.
var methods = map[string]quick.Method{
	"Header":   quick.Trier(framed.Header),
	"Footer":   quick.Trier(framed.Footer),
	"Card":     quick.Trier(listed.Card),
	"Line":     quick.Trier(listed.Line),
	"Summary":  quick.Getter(summarized.Summary),
	"Path":     quick.Getter(addressed.Path),
	"Modified": quick.Getter(dated.Modified),
	"IsZero":   quick.Getter(known.IsZero),
	"Clocks":   quick.Getter(timed.Clocks),
}

// writers are the methods whose HTML goes straight into the page, by the names
// of those that return it to templates which do more with it than print it.
var writers = map[string]quick.Writer{
	"Body":     quick.Appender(bodied.AppendBody),
	"Metadata": quick.Appender(described.AppendMetadata),
}

type (
	framed interface {
		Header() (template.HTML, error)
		Footer() (template.HTML, error)
	}
	listed interface {
		Card() (template.HTML, error)
		Line() (template.HTML, error)
	}
	bodied interface {
		AppendBody(dst []byte) ([]byte, error)
	}
	described interface {
		AppendMetadata(dst []byte) ([]byte, error)
	}
	summarized interface{ Summary() string }
	addressed  interface{ Path() string }
	dated      interface{ Modified() when.Moment }
	known      interface{ IsZero() bool }
	timed      interface{ Clocks() bool }
)
