package records

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

const patientColumns = "id, family_name, ward"

type Store struct{ db *sql.DB }

func (s *Store) ByRecordNumber(ctx context.Context, mrn string) (*sql.Rows, error) {
	// ruleid: inj.sql.go.database-sql-sprintf
	return s.db.QueryContext(ctx, fmt.Sprintf("SELECT * FROM patient WHERE mrn = '%s'", mrn))
}

func (s *Store) ByWard(ward string) (*sql.Rows, error) {
	query := "SELECT id FROM admission WHERE ward = '" + ward + "'"
	// ruleid: inj.sql.go.database-sql-sprintf
	return s.db.Query(query)
}

func (s *Store) Discharge(visit string) error {
	// ruleid: inj.sql.go.database-sql-sprintf
	_, err := s.db.Exec("UPDATE visit SET closed = 1 WHERE no = " + visit)
	return err
}

func (s *Store) Sorted(order string) *sql.Row {
	q := fmt.Sprintf(`
		SELECT id FROM visit
		ORDER BY %s`, order)
	// ruleid: inj.sql.go.database-sql-sprintf
	return s.db.QueryRow(q)
}

func (s *Store) Bound(ctx context.Context, mrn string) (*sql.Rows, error) {
	// ok: inj.sql.go.database-sql-sprintf
	return s.db.QueryContext(ctx, "SELECT "+patientColumns+" FROM patient WHERE mrn = $1", mrn)
}

func (s *Store) In(ids []any) (*sql.Rows, error) {
	placeholders := strings.TrimSuffix(strings.Repeat("?,", len(ids)), ",")
	// ok: inj.sql.go.database-sql-sprintf
	return s.db.Query(fmt.Sprintf("SELECT id FROM visit WHERE id IN (%s)", placeholders), ids...)
}

func (s *Store) Page(limit int) (*sql.Rows, error) {
	// ok: inj.sql.go.database-sql-sprintf
	return s.db.Query(fmt.Sprintf("SELECT id FROM visit LIMIT %d", limit))
}

func (s *Store) Long() (*sql.Rows, error) {
	// ok: inj.sql.go.database-sql-sprintf
	return s.db.Query("SELECT id, ward " + "FROM admission " + "WHERE closed = 0")
}

func (s *Store) Filtered(ctx context.Context, ward string) (*sql.Rows, error) {
	query := "SELECT id FROM admission WHERE closed = 0"
	if ward != "" {
		query += " AND ward = '" + ward + "'"
	}
	// ruleid: inj.sql.go.database-sql-sprintf
	return s.db.QueryContext(ctx, query)
}

func (s *Store) FilteredBound(ctx context.Context, ward string) (*sql.Rows, error) {
	query := "SELECT id FROM admission WHERE closed = 0"
	if ward != "" {
		query += " AND ward = $1"
	}
	// ok: inj.sql.go.database-sql-sprintf
	return s.db.QueryContext(ctx, query, ward)
}

func label(client *Client, name string) string {
	// ok: inj.sql.go.database-sql-sprintf
	return client.Get("select-ward-" + name)
}
