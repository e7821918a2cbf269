package pack

import "time"

// zone is what a time shows of where it was told.
type zone struct {
	name   string
	offset int // seconds east of UTC
}

// Duration moves a length of time.
func (c *Coder) Duration(d *time.Duration) { c.Int64((*int64)(d)) }

// Time moves an instant, to the nanosecond, with the name and the offset that
// its zone has at that instant: it prints as before. A time in time.UTC comes
// back in time.UTC, another in a fixed zone, also where its location has
// summer time. What it knows of the monotonic clock is left out.
func (c *Coder) Time(t *time.Time) {
	seconds := t.Unix() - yearOne // so that no time is short
	c.Int64(&seconds)
	if !c.reading {
		c.putRest(*t)
		return
	}
	rest := c.most(2*uint64(time.Second) - 1)
	loc := time.UTC
	if rest&1 != 0 {
		loc = c.location()
	}
	*t = time.Time{}
	if c.err == nil {
		*t = time.Unix(seconds+yearOne, int64(rest>>1)).In(loc)
	}
}

// yearOne is the Unix time of the zero time.Time.
const yearOne = -62135596800

// putRest writes the nanoseconds, and a zone that is not UTC.
func (c *Coder) putRest(t time.Time) {
	rest := uint64(t.Nanosecond()) << 1
	if t.Location() == time.UTC {
		c.put(rest)
		return
	}
	c.put(rest | 1)
	var z zone
	z.name, z.offset = t.Zone()
	c.zone(&z)
}

func (c *Coder) zone(z *zone) {
	c.String(&z.name)
	c.Int(&z.offset)
}

// location reads a zone. Most posts tell of one besides UTC, so it is made
// once.
func (c *Coder) location() *time.Location {
	var z zone
	c.zone(&z)
	if c.loc == nil || c.last != z {
		c.last, c.loc = z, time.FixedZone(z.name, z.offset)
	}
	return c.loc
}
