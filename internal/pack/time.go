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
// summer time; reading of the monotonic clock is left out.
func (c *Coder) Time(t *time.Time) {
	seconds, nanos := t.Unix(), uint64(t.Nanosecond())
	elsewhere := t.Location() != time.UTC
	c.Int64(&seconds)
	c.varint(&nanos)
	c.Bool(&elsewhere)
	if !c.reading {
		if elsewhere {
			var z zone
			z.name, z.offset = t.Zone()
			c.zone(&z)
		}
		return
	}
	loc := time.UTC
	if elsewhere {
		var z zone
		c.zone(&z)
		loc = c.location(z)
	}
	if nanos >= uint64(time.Second) {
		c.fail(errRange)
	}
	*t = time.Time{}
	if c.err == nil {
		*t = time.Unix(seconds, int64(nanos)).In(loc)
	}
}

func (c *Coder) zone(z *zone) {
	c.String(&z.name)
	c.Int(&z.offset)
}

// location returns the fixed zone, made once: most posts tell of one or two.
func (c *Coder) location(z zone) *time.Location {
	loc, known := c.zones[z]
	if !known {
		if c.zones == nil {
			c.zones = map[zone]*time.Location{}
		}
		loc = time.FixedZone(z.name, z.offset)
		c.zones[z] = loc
	}
	return loc
}
