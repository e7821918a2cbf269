package lex

import "strings"

var (
	doubleQuote = quote{start: `"`, end: `"`, escape: true}
	singleQuote = quote{start: `'`, end: `'`, escape: true}
)

var jsonGrammar = grammar{
	words:    words(map[Class]string{Constant: "true false null"}),
	comments: []string{"//"},
	block:    [2]string{"/*", "*/"},
	quotes:   []quote{doubleQuote, singleQuote},
	key:      Tag,
}

var tomlGrammar = grammar{
	words:    words(map[Class]string{Constant: "true false"}),
	inWord:   func(c byte) bool { return isNameByte(c) || c == '-' },
	comments: []string{"#"},
	quotes: []quote{
		{start: `"""`, end: `"""`, escape: true, lines: true}, {start: `'''`, end: `'''`, lines: true},
		doubleQuote, {start: `'`, end: `'`},
	},
}

var pythonGrammar = grammar{
	words: words(map[Class]string{
		Keyword: `as assert async await break case class continue def del elif else except finally for from global if import
			lambda match nonlocal pass raise return try while with yield`,
		Constant: "False None True",
		Builtin: `Ellipsis NotImplemented abs all any bin bool bytearray bytes chr classmethod cls compile complex delattr dict
			dir divmod enumerate eval filter float format frozenset getattr globals hasattr hash hex id input int isinstance
			issubclass iter len list locals map max memoryview min next object oct open ord pow print property range repr
			reversed round self set setattr slice sorted staticmethod str sum super tuple type vars zip`,
	}),
	names:    map[string]Class{"def": Function, "class": ClassName, "import": Namespace, "from": Namespace},
	members:  true,
	comments: []string{"#"},
	quotes: []quote{
		{start: `"""`, end: `"""`, escape: true, lines: true}, {start: `'''`, end: `'''`, escape: true, lines: true},
		doubleQuote, singleQuote,
	},
	prefixes: "bBfFrRuU",
	sign:     '@',
}

var sqlGrammar = grammar{
	words: words(map[Class]string{
		Keyword: `add after all alter analyze and any as asc begin between both by call cascade case check collate column
			commit concurrently constraint create cross cube current_date current_time current_timestamp cursor cycle
			database declare default deferrable deferred delete desc describe distinct do drop each else end escape except
			execute exists explain false fetch first for foreign from full function grant group having if immediate in
			index inner insert instead intersect into is isolation join key last left level like limit local lock
			materialized merge natural next no not nowait null nulls of offset on only or order outer over overlaps partition
			prepare primary privileges procedure range read recursive references release rename replace restrict
			return returning returns revoke right role rollback rollup row rows savepoint schema select sequence session
			set share show some start table temporary then timestamp timestamptz to transaction trigger true truncate union unique update user
			using vacuum values view when where window with work write avg count max min sum coalesce`,
		Builtin: "array bigint binary bit blob boolean char character date dec decimal float int int8 integer interval number numeric real serial smallint text varchar varying",
	}),
	anyCase:  true,
	comments: []string{"--"},
	block:    [2]string{"/*", "*/"},
	quotes:   []quote{{start: `'`, end: `'`, lines: true}, {start: `"`, end: `"`, lines: true}},
}

var shellGrammar = grammar{
	words: words(map[Class]string{
		Keyword: "case continue do done elif else esac fi for function if return select then until while",
		Builtin: `alias bg bind break builtin caller cd command compgen complete declare dirs disown echo enable eval exec exit
			export false fc fg getopts hash help history jobs kill let local logout popd printf pushd pwd read readonly set
			shift shopt source suspend test time times trap true type typeset ulimit umask unalias unset wait`,
	}),
	inWord:   func(c byte) bool { return c > ' ' && strings.IndexByte("=[]{}()$\"'`\\<>&|;#", c) < 0 },
	digits:   true,
	comments: []string{"#"},
	quotes: []quote{
		{start: `"`, end: `"`, escape: true, lines: true, nested: "$(", until: ')'}, {start: `$'`, end: `'`, escape: true, lines: true},
		{start: `'`, end: `'`, lines: true}, {start: "${", end: "}", nested: "{", until: '}'}, {start: "`", end: "`", lines: true},
	},
	heredoc: true,
}
