//go:build race

package main

// raced: the race detector makes work take ten times as long.
func init() { raced = true }
