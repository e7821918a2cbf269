package post

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v4"
)

// maxDots bounds the dots in one line: the decoder's time and memory grow with
// their square.
const maxDots = 200

func decodeTOML(block []byte) (*yaml.Node, error) {
	number := 0
	for line := range bytes.Lines(block) {
		if number++; bytes.Count(line, []byte(".")) > maxDots {
			return nil, &syntaxError{number, 1, "front-matter-syntax", "more than 200 dots in one line of TOML", "give tables a line of their own"}
		}
	}
	var table map[string]any
	meta, err := toml.Decode(string(block), &table)
	if err != nil {
		var parse toml.ParseError
		if errors.As(err, &parse) {
			return nil, &syntaxError{max(1, parse.Position.Line), max(1, parse.Position.Col), "front-matter-syntax",
				"this is not valid TOML: " + parse.Message, "strings need quotes in TOML: title = \"…\""}
		}
		return nil, &syntaxError{1, 1, "front-matter-syntax", "this is not valid TOML: " + err.Error(), ""}
	}
	t := tomlReader{lines: strings.Split(string(block), "\n")}
	for _, key := range meta.Keys() {
		if len(key) == 1 {
			t.order = append(t.order, key[0])
		}
	}
	return t.table(table, t.order, 1), nil
}

// tomlReader turns decoded TOML into YAML nodes. The decoder gives no places,
// so a key's line is the first that assigns or opens it.
type tomlReader struct {
	lines []string
	order []string // top-level keys as they stand in the file
}

func (t tomlReader) table(table map[string]any, order []string, line int) *yaml.Node {
	n := &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: line, Column: 1}
	if order == nil {
		order = sortedKeys(table)
	}
	for _, key := range order {
		at := t.find(key, line)
		n.Content = append(n.Content,
			&yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key, Line: at, Column: 1},
			t.value(table[key], at))
	}
	return n
}

func (t tomlReader) value(v any, line int) *yaml.Node {
	scalar := func(tag, text string) *yaml.Node {
		return &yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: text, Line: line, Column: 1}
	}
	switch v := v.(type) {
	case string:
		n := scalar("!!str", v)
		n.Style = yaml.DoubleQuotedStyle
		return n
	case int64:
		return scalar("!!int", strconv.FormatInt(v, 10))
	case float64:
		return scalar("!!float", strconv.FormatFloat(v, 'g', -1, 64))
	case bool:
		return scalar("!!bool", strconv.FormatBool(v))
	case time.Time:
		return scalar("!!timestamp", v.Format(tomlLayout(v)))
	case map[string]any:
		return t.table(v, nil, line)
	case []map[string]any:
		return list(v, line, t.value)
	case []any:
		return list(v, line, t.value)
	}
	return scalar("!!str", fmt.Sprint(v))
}

func list[T any](items []T, line int, value func(any, int) *yaml.Node) *yaml.Node {
	n := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Line: line, Column: 1}
	for _, item := range items {
		n.Content = append(n.Content, value(item, line))
	}
	return n
}

// tomlLayout keeps a date a date: the decoder marks TOML's local forms by the
// name of the location.
func tomlLayout(t time.Time) string {
	switch t.Location().String() {
	case "date-local":
		return time.DateOnly
	case "time-local":
		return time.TimeOnly
	case "datetime-local":
		return "2006-01-02T15:04:05"
	}
	return time.RFC3339
}

// find returns the first line at or after from that assigns key or opens its
// table; from itself when none does.
func (t tomlReader) find(key string, from int) int {
	for i := from - 1; i >= 0 && i < len(t.lines); i++ {
		text := strings.Trim(strings.TrimSpace(t.lines[i]), "[] ")
		rest, found := strings.CutPrefix(strings.TrimLeft(text, `"'`), key)
		rest = strings.TrimLeft(rest, `"' `)
		if found && (rest == "" || rest[0] == '=' || rest[0] == ']') {
			return i + 1
		}
	}
	return from
}

func sortedKeys(m map[string]any) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
