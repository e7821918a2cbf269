package pack_test

import (
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"candor/internal/diag"
	"candor/internal/incident"
	"candor/internal/pack"
	"candor/internal/pack/packtest"
	"candor/internal/post"
)

// entry is all that is worth keeping of a post.
type entry struct {
	Post     post.Post
	Incident *incident.Incident
	Findings []diag.Diagnostic
}

func (e *entry) Pack(c *pack.Coder) {
	e.Post.Pack(c)
	pack.Pointer(c, &e.Incident, (*incident.Incident).Pack)
	pack.Slice(c, &e.Findings, (*diag.Diagnostic).Pack)
}

func FuzzReader(f *testing.F) { packtest.Fuzz(f, (*entry).Pack) }

// kinds has a field of each kind that types of today may lack.
type kinds struct {
	Short int64
	Times []time.Time
	Maps  []map[string]string
	Float float64
	List  [][]string
	Next  **time.Duration
}

func (k *kinds) Pack(c *pack.Coder) {
	c.Int64(&k.Short)
	pack.Slice(c, &k.Times, func(t *time.Time, c *pack.Coder) { c.Time(t) })
	pack.Slice(c, &k.Maps, func(m *map[string]string, c *pack.Coder) { c.Map(m) })
	c.Float(&k.Float)
	pack.Slice(c, &k.List, func(l *[]string, c *pack.Coder) { c.Strings(l) })
	pack.Pointer(c, &k.Next, func(d **time.Duration, c *pack.Coder) {
		pack.Pointer(c, d, func(d *time.Duration, c *pack.Coder) { c.Duration(d) })
	})
}

func TestEveryKindRoundTrips(t *testing.T) { packtest.RoundTrips(t, (*kinds).Pack) }

func FuzzReaderOfNestedTypes(f *testing.F) {
	seed := kinds{
		Maps: []map[string]string{nil, {}, {"a": "b", "": ""}}, List: [][]string{nil, {}, {""}}, Next: new(*time.Duration), Float: math.NaN(),
		Times: []time.Time{{}, time.Unix(0, 1).UTC(), time.Unix(0, 0).In(time.FixedZone("X", 1))},
	}
	c := pack.Writer(nil)
	seed.Pack(c)
	f.Add(c.Bytes())
	packtest.Fuzz(f, (*kinds).Pack)
}

func TestDamageIsAnErrorAndLeavesZeroes(t *testing.T) {
	for name, c := range map[string]struct {
		data string
		read func(*pack.Coder, *entry)
		want string
	}{
		"nothing":             {"", func(c *pack.Coder, e *entry) { c.Int(&e.Post.Words) }, "byte 0 of 0: it ends too early"},
		"half a number":       {"\x80", func(c *pack.Coder, e *entry) { c.Int(&e.Post.Words) }, "byte 0 of 1: it ends too early"},
		"a number of 65 bits": {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", func(c *pack.Coder, e *entry) { c.Int(&e.Post.Words) }, "out of range"},
		"a text beyond":       {"\x04abc", func(c *pack.Coder, e *entry) { c.String(&e.Post.Title) }, "byte 1 of 4: it ends too early"},
		"a text of 2^63":      {"\xff\xff\xff\xff\xff\xff\xff\xff\x7fabc", func(c *pack.Coder, e *entry) { c.String(&e.Post.Title) }, "it ends too early"},
		"a list beyond":       {"\x05\x01a\x01b", func(c *pack.Coder, e *entry) { c.Strings(&e.Post.Tags) }, "it ends too early"},
		"a list of 2^64-1":    {"\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01a", func(c *pack.Coder, e *entry) { c.Strings(&e.Post.Tags) }, "it ends too early"},
		"half true":           {"\x02", func(c *pack.Coder, e *entry) { c.Bool(&e.Post.Draft) }, "out of range"},
		"a key twice":         {"\x03\x01a\x00\x01a\x00", func(c *pack.Coder, e *entry) { c.Map(&e.Post.Extra) }, "out of order"},
		"too many nanos":      {"\x00\x80\xa8\xd6\xb9\x07", func(c *pack.Coder, e *entry) { c.Time(&e.Post.Published.Time) }, "out of range"},
		"more than read":      {"\x00\x00", func(c *pack.Coder, e *entry) { c.Int(&e.Post.Words) }, "1 bytes are left over"},
	} {
		t.Run(name, func(t *testing.T) {
			var e entry
			e.Post.Words, e.Post.Title, e.Post.Tags, e.Post.Draft = 1, "old", []string{"old"}, true
			r := pack.Reader(c.data)
			c.read(r, &e)
			if err := r.Done(); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, want %s", err, c.want)
			}
			first := fmt.Sprint(r.Done())
			e.Pack(r)
			if !r.Reading() || e.Post.Title != "" || e.Post.Words != 0 || e.Post.Tags != nil || e.Post.Draft || !e.Post.Published.Time.IsZero() || e.Post.Extra != nil {
				t.Errorf("after a mistake %+v is read", e.Post)
			}
			if got := fmt.Sprint(r.Done()); c.want != "1 bytes are left over" && got != first {
				t.Errorf("the first mistake %s became %s", first, got)
			}
		})
	}
}

func TestWritingAppends(t *testing.T) {
	s, n := "abc", -2
	c := pack.Writer([]byte("head"))
	c.String(&s)
	c.Int(&n)
	if got := string(c.Bytes()); got != "head\x03abc\x03" || c.Reading() || c.Done() != nil {
		t.Errorf("written: %q", got)
	}
}

const text = `---
title: A slow network stopped the database
description: Writes failed for two hours because no site could reach a majority.
pubDate: 2024-05-03
author: [Platform team, {name: Storage, url: "https://example.com/storage"}]
tags: [database, network]
incident: {severity: major, services: [API, Dashboard]}
actions:
- {text: Alert on latency, kind: detect, status: done}
- {text: Try the runbook once a quarter, kind: mitigate, status: open}
---

On 2 May 2024 writes to the database failed between 14:02 and 16:05 UTC.

## What happened

The primary could not reach a majority, so it did nothing.

## Timeline (all times in CEST)

- 2024-05-02 16:02 CEST: the network between the sites slows down
- 2024-05-02 16:04 CEST: writes begin to fail
- 2024-05-02 16:11 CEST: an alert on error rates pages the on-call engineer
- 2024-05-02 16:15 CEST: the incident is declared
- 2024-05-02 16:30 CEST: the storage team joins
- 2024-05-02 16:52 CEST: a failover is tried, without success
- 2024-05-02 17:20 CEST: the provider confirms loss on one link
- 2024-05-02 17:41 CEST: traffic is moved to the other link
- 2024-05-02 17:48 CEST: writes succeed again, the incident is mitigated
- 2024-05-02 18:05 CEST: the backlog is worked off and the incident is resolved

## Impact

42% of all requests failed, and 1,200 customers were affected.

## What we do about it

Alerts on latency as well as on errors.
`

func understood(tb testing.TB) *entry {
	parsed := post.Parse("posts/2024-05-03-slow-network.md", []byte(text), post.Options{})
	facts, findings := incident.Read(incident.Source{Name: parsed.Post.Source, Title: parsed.Post.Title, Published: parsed.Post.Published,
		Text: parsed.Text, BodyLine: parsed.Post.Lines.Body, Claim: incident.Claim{Given: true}})
	if len(facts.Timeline) != 10 || facts.Started == nil || facts.Resolved == nil {
		tb.Fatalf("read as %+v", facts)
	}
	return &entry{Post: *parsed.Post, Incident: facts, Findings: append(parsed.Findings, findings...)}
}

func BenchmarkWrite(b *testing.B) {
	e := understood(b)
	var room []byte
	b.ReportAllocs()
	for b.Loop() {
		c := pack.Writer(room[:0])
		e.Pack(c)
		room = c.Bytes()
	}
	perSecond(b, len(room))
}

func BenchmarkRead(b *testing.B) {
	c := pack.Writer(nil)
	understood(b).Pack(c)
	src := string(c.Bytes())
	b.ReportAllocs()
	for b.Loop() {
		var e entry
		c := pack.Reader(src)
		e.Pack(c)
		if err := c.Done(); err != nil {
			b.Fatal(err)
		}
	}
	perSecond(b, len(src))
}

func perSecond(b *testing.B, bytes int) {
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "posts/s")
	b.ReportMetric(float64(bytes), "B/post")
}
