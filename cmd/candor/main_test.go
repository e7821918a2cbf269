package main

import (
	"os"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"candor": main})
}

// tests closes what the tests of this package share.
type tests struct{ *testing.M }

func (t tests) Run() int {
	defer closeBrowser()
	defer removeSites()
	return t.M.Run()
}

// TestScripts runs the real main on the files of testdata/script.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("SOURCE_DATE_EPOCH", "1767225600") // 2026-01-01
			return nil
		},
	})
}
