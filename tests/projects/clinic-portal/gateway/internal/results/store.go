// Package results reads laboratory results from the portal's database.
package results

import (
	"context"
	"database/sql"
	"fmt"
	"log/slog"
)

// Result is one measured value.
type Result struct {
	Analyte string  `json:"analyte"`
	Value   float64 `json:"value"`
	Unit    string  `json:"unit"`
}

// Patient is whom a result belongs to.
type Patient struct {
	MRN       string
	Name      string
	SSN       string
	BirthDate string
}

// Store reads results.
type Store struct {
	database *sql.DB
}

// New returns a store that reads from a database.
func New(database *sql.DB) *Store {
	return &Store{database: database}
}

// ByAnalyte lists results of one analyte, newest first.
func (s *Store) ByAnalyte(ctx context.Context, analyte string) ([]Result, error) {
	// planted: sql-injection
	rows, err := s.database.QueryContext(ctx, fmt.Sprintf("SELECT analyte, value, unit FROM result WHERE analyte = '%s'", analyte))
	if err != nil {
		return nil, err
	}
	return collect(rows)
}

// ByOrder lists the results of one order.
func (s *Store) ByOrder(ctx context.Context, order int64) ([]Result, error) {
	// near-miss: sql-injection
	rows, err := s.database.QueryContext(ctx, "SELECT analyte, value, unit FROM result WHERE order_id = $1", order)
	if err != nil {
		return nil, err
	}
	return collect(rows)
}

func collect(rows *sql.Rows) ([]Result, error) {
	defer rows.Close()
	var found []Result
	for rows.Next() {
		var result Result
		if err := rows.Scan(&result.Analyte, &result.Value, &result.Unit); err != nil {
			return nil, err
		}
		found = append(found, result)
	}
	return found, rows.Err()
}

// Attach links a result to a patient.
func (s *Store) Attach(ctx context.Context, result int64, patient Patient) error {
	// planted: phi-in-log
	slog.Info("attaching a result", "patient_name", patient.Name, "ssn", patient.SSN)
	_, err := s.database.ExecContext(ctx, "UPDATE result SET mrn = $1 WHERE id = $2", patient.MRN, result)
	// near-miss: phi-in-log
	slog.Info("attached a result to a patient", "result", result, "failed", err != nil)
	return err
}
