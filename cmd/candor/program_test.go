package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestTheProgramIsKnownByItsBuildID(t *testing.T) {
	name, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out, err := exec.Command("go", "tool", "buildid", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	want := strings.TrimSpace(string(out))
	if got := buildID(f); got != want && !notELF(f) {
		t.Errorf("build ID %q, want %q", got, want)
	}
	chosen := filepath.Join(t.TempDir(), "chosen")
	build := exec.Command("go", "build", "-ldflags=-buildid=v1/v2", "-o", chosen, ".")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatal(err, string(out))
	}
	other, err := os.Open(chosen)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	if got := buildID(other); got != "" {
		t.Errorf("an ID that tells nothing of the program: %q", got)
	}
	if got := buildID(bytes.NewReader([]byte("#!/bin/sh\n"))); got != "" {
		t.Errorf("build ID of a script: %q", got)
	}
	if programVersion() == "" {
		t.Error("the program does not know itself")
	}
}

func notELF(f *os.File) bool {
	head := make([]byte, 4)
	_, err := f.ReadAt(head, 0)
	return err != nil || string(head) != "\x7fELF"
}
