package lex

import "strings"

// diffTokens reads the output of diff, line by line.
func diffTokens(code string) ([]Token, error) {
	var list tokens
	for line := range strings.Lines(code) {
		list.add(diffClass(line), list.end()+len(line))
	}
	return list, nil
}

func diffClass(line string) Class {
	switch line[0] {
	case '+':
		return Inserted
	case '-':
		if line == "---\n" {
			return Strong
		}
		return Deleted
	case '@':
		return Subheading
	case '!':
		return Strong
	case '=':
		return Heading
	}
	for start, class := range diffStarts {
		if strings.HasPrefix(line, start) {
			return class
		}
	}
	return Plain
}

var diffStarts = map[string]Class{"> ": Inserted, "< ": Deleted, "diff ": Heading, "index ": Heading, "Index": Heading}

// iniTokens reads sections, and values of keys.
func iniTokens(code string) ([]Token, error) {
	var list tokens
	for line := range strings.Lines(code) {
		end := list.end() + len(line)
		text := strings.TrimSpace(line)
		list.add(Plain, list.end()+strings.Index(line, text))
		switch before, _, found := strings.Cut(line, "="); {
		case text == "":
		case text[0] == ';' || text[0] == '#':
			list.add(Comment, list.end()+len(text))
		case text[0] == '[' && text[len(text)-1] == ']':
			list.add(Keyword, list.end()+len(text))
		case found:
			from := end - len(line) + len(before) + 1
			value := code[from:end]
			list.add(Plain, end-len(strings.TrimLeft(value, " \t")))
			list.add(String, from+len(strings.TrimRight(value, " \t\n")))
		}
		list.add(Plain, end)
	}
	return list, nil
}
