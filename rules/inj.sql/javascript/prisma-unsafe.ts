import { Prisma, PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();
const VIEW = "open_orders";

export async function find(mrn: string) {
  // ruleid: inj.sql.javascript.prisma-unsafe
  return prisma.$queryRawUnsafe(`SELECT * FROM patient WHERE mrn = '${mrn}'`);
}

export async function discharge(id: string) {
  const text = "UPDATE encounter SET ended = true WHERE id = " + id;
  // ruleid: inj.sql.javascript.prisma-unsafe
  return prisma.$executeRawUnsafe(text);
}

export async function sorted(column: string) {
  // ruleid: inj.sql.javascript.prisma-unsafe
  return prisma.$queryRaw`SELECT id FROM patient ORDER BY ${Prisma.raw(column + " ASC")}`;
}

export async function findTagged(mrn: string) {
  // ok: inj.sql.javascript.prisma-unsafe
  return prisma.$queryRaw`SELECT * FROM patient WHERE mrn = ${mrn}`;
}

export async function findBound(mrn: string) {
  // ok: inj.sql.javascript.prisma-unsafe
  return prisma.$queryRawUnsafe("SELECT * FROM patient WHERE mrn = $1", mrn);
}

export async function open() {
  // ok: inj.sql.javascript.prisma-unsafe
  return prisma.$queryRawUnsafe(`SELECT * FROM ${VIEW}`);
}
