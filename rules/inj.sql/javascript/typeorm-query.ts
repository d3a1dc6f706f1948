import { DataSource, Repository } from "typeorm";
import { Patient } from "./patient.entity";

const ACTIVE = "patient.active = true";

export class PatientService {
  constructor(
    private readonly patientRepository: Repository<Patient>,
    private readonly dataSource: DataSource,
  ) {}

  find(mrn: string) {
    // ruleid: inj.sql.javascript.typeorm-query
    return this.patientRepository.createQueryBuilder("patient").where(`patient.mrn = '${mrn}'`).getOne();
  }

  search(name: string) {
    const query = this.patientRepository.createQueryBuilder("patient");
    // ruleid: inj.sql.javascript.typeorm-query
    query.andWhere("patient.family_name LIKE '%" + name + "%'");
    return query.getMany();
  }

  count(ward: string) {
    // ruleid: inj.sql.javascript.typeorm-query
    return this.dataSource.query(`SELECT count(*) FROM stay WHERE ward = '${ward}'`);
  }

  findBound(mrn: string) {
    // ok: inj.sql.javascript.typeorm-query
    return this.patientRepository.createQueryBuilder("patient").where("patient.mrn = :mrn", { mrn }).getOne();
  }

  active() {
    // ok: inj.sql.javascript.typeorm-query
    return this.patientRepository.createQueryBuilder("patient").where(`${ACTIVE} AND patient.deceased = false`);
  }

  countBound(ward: string) {
    // ok: inj.sql.javascript.typeorm-query
    return this.dataSource.query("SELECT count(*) FROM stay WHERE ward = $1", [ward]);
  }

  document(store: { where(path: string, op: string, value: string): unknown }, field: string) {
    // ok: inj.sql.javascript.typeorm-query
    return store.where(`flags.${field}`, "array-contains", "x");
  }
}
