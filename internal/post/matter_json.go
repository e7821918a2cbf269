package post

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"candor/internal/diag"

	"go.yaml.in/yaml/v4"
)

// maxMatterDepth bounds nesting: no known key needs more than three levels.
const maxMatterDepth = 50

func decodeJSON(block []byte) (*yaml.Node, error) {
	root, _, err := readJSON(block)
	return root, err
}

// readJSON reads one JSON object as YAML nodes with their lines and returns
// where it ends.
func readJSON(src []byte) (*yaml.Node, int, error) {
	dec := json.NewDecoder(bytes.NewReader(src))
	dec.UseNumber()
	r := jsonReader{src, dec}
	root, err := r.value(0)
	if err != nil {
		line, column := diag.Position(src, int(dec.InputOffset()))
		message := "this is not valid JSON: " + strings.TrimPrefix(err.Error(), "json: ")
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return nil, 0, &syntaxError{1, 1, "front-matter-unclosed", "the JSON front matter is never closed", "add the closing } on a line of its own"}
		}
		return nil, 0, &syntaxError{line, column, "front-matter-syntax", message, "check the commas and quotes near here"}
	}
	return root, int(dec.InputOffset()), nil
}

type jsonReader struct {
	src []byte
	dec *json.Decoder
}

var errDepth = errors.New("nested too deeply")

func (r jsonReader) value(depth int) (*yaml.Node, error) {
	token, err := r.dec.Token()
	if err != nil {
		return nil, err
	}
	if depth > maxMatterDepth {
		return nil, errDepth
	}
	n := &yaml.Node{Kind: yaml.ScalarNode}
	switch v := token.(type) {
	case json.Delim:
		return n, r.container(n, v, depth)
	case string:
		n.Tag, n.Value, n.Style = "!!str", v, yaml.DoubleQuotedStyle
	case json.Number:
		n.Tag, n.Value = "!!float", v.String()
		if !strings.ContainsAny(n.Value, ".eE") {
			n.Tag = "!!int"
		}
	case bool:
		n.Tag, n.Value = "!!bool", map[bool]string{true: "true", false: "false"}[v]
	case nil:
		n.Tag, n.Value = "!!null", "null"
	}
	r.place(n)
	return n, nil
}

func (r jsonReader) container(n *yaml.Node, open json.Delim, depth int) error {
	r.place(n)
	n.Kind, n.Tag = yaml.SequenceNode, "!!seq"
	if open == '{' {
		n.Kind, n.Tag = yaml.MappingNode, "!!map"
	}
	for r.dec.More() {
		child, err := r.value(depth + 1)
		if err != nil {
			return err
		}
		n.Content = append(n.Content, child)
	}
	_, err := r.dec.Token()
	return err
}

// place gives n the line of the token just read.
func (r jsonReader) place(n *yaml.Node) {
	end := int(r.dec.InputOffset())
	n.Line, n.Column = diag.Position(r.src, max(0, end-1))
	n.Column = max(1, n.Column-max(0, len(n.Value)-1))
}
